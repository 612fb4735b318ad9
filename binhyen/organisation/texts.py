"""The Vietnamese sentence for each code of this room, and the words for types, levels and roles."""

SENTENCES: dict[str, str] = {
    "organisation.before_register": "Danh mục đơn vị hành chính cấp tỉnh bắt đầu từ ngày 01/8/2008, "
    "cấp huyện và cấp xã từ ngày 01/3/2025; không trả lời được câu hỏi về {level} ngày {on}.",
    "organisation.unit_unknown": "Không có đơn vị hành chính “{text}” vào ngày {on}.",
    "organisation.unit_ambiguous": "“{text}” vào ngày {on} có thể là nhiều đơn vị: {candidates}. "
    "Đề nghị ghi rõ tên kèm tỉnh hoặc mã đơn vị.",
    "organisation.unit_near": "Không có đơn vị hành chính “{text}” vào ngày {on}. Gần đúng: {candidates}.",
    "organisation.unit_not_valid": "{unit} không tồn tại vào ngày {on}.",
    "organisation.unit_exists": "Đơn vị {uid} đã có.",
    "organisation.code_taken": "Mã {code} đã thuộc về {unit} trong thời gian này.",
    "organisation.wrong_parent": "{unit} không thể trực thuộc {parent}.",
    "organisation.type_unknown": "Không có loại đơn vị hành chính “{type}”.",
    "organisation.name_empty": "Tên đơn vị không được để trống.",
    "organisation.name_unchanged": "{unit} đã mang đúng tên, loại và mã này.",
    "organisation.versions_overlap": "Hai thông tin đơn vị trùng thời gian: {one} và {other}.",
    "organisation.overlap": "{unit} đã có thông tin từ ngày {on} hoặc sau đó; không ghi chồng lên được.",
    "organisation.has_children": "{unit} còn đơn vị trực thuộc vào ngày {on}. "
    "Đề nghị sắp xếp các đơn vị trực thuộc trước.",
    "organisation.nothing_passes": "Chưa nêu đơn vị nào được nhập, chia hoặc điều chỉnh.",
    "organisation.territory_kept": "{unit} vẫn còn sau ngày {on}: đơn vị có địa giới thay đổi phải là một đơn vị mới.",
    "organisation.whole_or_parts": "{unit} phải nhập trọn vào một đơn vị, hoặc chia cho ít nhất hai đơn vị.",
    "organisation.shares_over_one": "Tổng tỷ lệ chia của {unit} vượt quá 1.",
    "organisation.basis_missing": "Đề nghị ghi rõ nghị quyết hoặc quyết định làm căn cứ.",
    "organisation.register_differs": "Cơ sở dữ liệu đã có danh mục đơn vị hành chính của bản khác "
    "({have} đơn vị, bản này {want}). Không nạp đè.",
    "organisation.not_allowed": "Chức danh này không có quyền thực hiện việc đó đối với {unit}.",
    "organisation.not_administrator": "Chức danh này không có quyền quản trị danh mục, tài khoản và chức danh.",
    "organisation.username_taken": "Tên đăng nhập “{username}” đã có người dùng.",
    "organisation.username_bad": "Tên đăng nhập chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch nối; "
    "từ 2 đến 40 ký tự.",
    "organisation.password_weak": "Mật khẩu chưa đạt: {why}",
    "organisation.no_post": "Tài khoản {username} không giữ chức danh này.",
    "organisation.seat_wrong": "Chức danh {role} không đặt tại {unit}.",
    "organisation.post_ended": "Chức danh {title} đã kết thúc ngày {on}.",
    "organisation.post_overlap": "{holder} đã giữ đúng chức danh này tại {unit} trong thời gian đó.",
    "organisation.not_own_post": "Chỉ người giữ chức danh {title} được ủy quyền và chấm dứt ủy quyền chức danh đó.",
    "organisation.delegated_on": "{title} là chức danh được ủy quyền, không được ủy quyền lại.",
    "organisation.delegation_self": "Không ủy quyền cho chính mình.",
    "organisation.delegation_reason": "Đề nghị ghi lý do ủy quyền.",
    "organisation.delegation_past": "Ngày {on} đã qua; ủy quyền bắt đầu sớm nhất từ hôm nay.",
    "organisation.delegation_beyond": "Ủy quyền không được dài hơn thời gian giữ chức danh {title} (đến ngày {on}).",
    "organisation.delegation_overlap": "Chức danh đã được ủy quyền cho {holder} trong thời gian {span}.",
    "organisation.delegation_over": "{title}: ủy quyền này đã chấm dứt.",
    "organisation.words_secret": "Nội dung có dấu mật “{mark}”, không được nhập vào hệ thống.",
    "organisation.user_inactive": "Tài khoản {username} đã khóa.",
    "organisation.token_not_own": "Chỉ người giữ chức danh tạo được khóa truy cập của chức danh đó; chỉ người giữ chức danh và quản trị thu hồi được khóa.",
    "organisation.token_post_ended": "Chức danh {title} không còn hiệu lực; không tạo được khóa truy cập.",
    "organisation.token_label": "Đề nghị đặt tên cho khóa truy cập, tối đa {limit} ký tự.",
    "organisation.token_days": "Ngày hết hạn của khóa truy cập phải từ hôm nay đến ngày {latest}.",
    "organisation.token_unknown": "Không có khóa truy cập số {number}.",
    "organisation.user_unknown": "Không có tài khoản {username}.",
    "organisation.token_revoked": "Khóa truy cập “{label}” đã thu hồi.",
    "organisation.sign_in_locked": "Đăng nhập sai quá {limit} lần. Đề nghị thử lại sau {minutes} phút.",
}

TYPES: dict[str, str] = {
    "quoc-gia": "nước",
    "tinh": "tỉnh",
    "thanh-pho": "thành phố",
    "quan": "quận",
    "huyen": "huyện",
    "thi-xa": "thị xã",
    "thi-tran": "thị trấn",
    "phuong": "phường",
    "xa": "xã",
    "dac-khu": "đặc khu",
}

LEVELS: dict[str, str] = {"nation": "cả nước", "province": "cấp tỉnh", "district": "cấp huyện", "commune": "cấp xã"}

ROLES: dict[str, str] = {
    "commune_officer": "Cán bộ tổng hợp cấp xã",
    "commune_leader": "Lãnh đạo cấp xã",
    "provincial_desk": "Cán bộ tổng hợp cấp tỉnh",
    "provincial_leader": "Lãnh đạo cấp tỉnh",
    "ministry_analyst": "Cán bộ theo dõi cấp Bộ",
    "administrator": "Quản trị hệ thống",
}

DELEGATED = "(được ủy quyền)"

LINES: dict[str, str] = {"party": "Đảng", "state": "chính quyền", "front": "Mặt trận"}

EVENTS: dict[str, str] = {
    "merge": "nhập",
    "split": "chia, tách",
    "boundary": "điều chỉnh địa giới",
    "level": "chuyển cấp",
    "restore": "khôi phục",
}

BRANCHES: dict[str, str] = {
    "party": "Cấp ủy, cơ quan của Đảng",
    "state": "Chính quyền, Ban Chỉ đạo",
    "police": "Công an",
    "front": "Mặt trận Tổ quốc, đoàn thể",
}
