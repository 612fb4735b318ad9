"""Official documents as .docx, laid out by Nghị định 30/2020/NĐ-CP, appendix I. Knows no framework and no database.

``content`` says what a document holds (plain values, no library); ``writer.write`` turns it into bytes.
"""
