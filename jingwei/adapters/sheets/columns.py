"""Decides which columns each kind of sheet may have, under the names that offices really use."""

from collections.abc import Mapping

from jingwei.adapters.sheets.headers import ColumnSet, ColumnSpec

GENDERS = {"男": "male", "女": "female", "男性": "male", "女性": "female"}

CATEGORIES = {
    "教师": "teacher",
    "教职工": "teacher",
    "教工": "teacher",
    "专任教师": "teacher",
    "在职教职工": "teacher",
    "离退休教职工": "staff",
    "学生": "student",
    "本科生": "student",
    "研究生": "student",
    "硕士研究生": "student",
    "博士研究生": "student",
    "硕士生": "student",
    "博士生": "student",
    "专科生": "student",
    "职工": "staff",
    "管理人员": "staff",
    "行政人员": "staff",
    "专职辅导员": "staff",
    "辅导员": "staff",
    "教辅人员": "staff",
    "工勤人员": "staff",
}

STANDINGS = {
    "中共党员": "member",
    "正式党员": "member",
    "党员": "member",
    "中共预备党员": "probationary",
    "预备党员": "probationary",
    "共青团员": "league",
    "团员": "league",
    "群众": "masses",
    "普通公民": "masses",
    "无党派人士": "independent",
    "无党派": "independent",
    "民主党派": "democratic",
    "民革党员": "democratic",
    "民革会员": "democratic",
    "民盟盟员": "democratic",
    "民建会员": "democratic",
    "民进会员": "democratic",
    "农工党党员": "democratic",
    "致公党党员": "democratic",
    "九三学社社员": "democratic",
    "台盟盟员": "democratic",
}

MEMBERSHIPS = {
    "正常": "normal",
    "有党籍": "normal",
    "正式党员": "member",
    "预备党员": "probationary",
    "已转出": "transferred",
    "转出": "transferred",
    "停止党籍": "suspended",
    "已停止党籍": "suspended",
    "失联": "lost-contact",
    "失去联系": "lost-contact",
    "已出党": "left",
    "出党": "left",
    "死亡": "deceased",
    "已去世": "deceased",
}


def _column(
    key: str,
    names: str,
    kind: str = "text",
    *,
    required: bool = False,
    choices: Mapping[str, str] | None = None,
) -> ColumnSpec:
    return ColumnSpec(key, tuple(names.split()), kind, required, choices or {})


_CONTACTS = (
    _column("phone", "联系电话 电话 办公电话 固定电话", "phone"),
    _column("address", "联系地址 地址 办公地址"),
    _column("fax", "传真 传真号码", "phone"),
    _column("email", "邮箱 电子邮箱 电子邮件 Email E-mail", "email"),
)

PARTY_ORGANISATIONS = ColumnSet(
    id="party",
    columns=(
        _column(
            "code",
            "编号 党组织编码 党组织编号 组织编码 组织编号 分党委编码 党委编码 编码",
            "code",
            required=True,
        ),
        _column(
            "name", "名称 党组织名称 党组织全称 组织名称 分党委名称 党委名称 全称", "name", required=True
        ),
        _column("short_name", "简称 党组织简称 组织简称", "name"),
        _column("kind", "组织类别 党组织类别 党组织类型 组织类型 类别 类型", "choice"),
        _column("general_branch_kind", "党总支类别"),
        _column("since", "成立时间 成立日期 建立时间 设立时间 批准成立时间", "date"),
        _column("until", "撤销时间 撤销日期 终止时间", "date"),
        _column(
            "parent_code", "上级编号 上级编码 上级党组织编码 上级党组织编号 上级组织编码 上级组织编号", "code"
        ),
        _column("parent_name", "上级名称 上级党组织 上级党组织名称 上级组织 上级组织名称", "name"),
        _column("unit_code", "所属单位编码 所在单位编码 对应单位编码 依托单位编码", "code"),
        _column("unit_name", "所属单位 所属单位名称 所在单位 对应单位 对应单位名称 依托单位", "name"),
        _column("setting", "所在单位属性 单位属性"),
        *_CONTACTS,
    ),
    unique=(("code",),),
    ordered=(("since", "until"),),
)

UNITS = ColumnSet(
    id="unit",
    columns=(
        _column(
            "code", "单位编码 单位编号 单位代码 部门编码 部门编号 部门代码 机构代码", "code", required=True
        ),
        _column("name", "单位名称 部门名称 机构名称 单位 单位全称", "name", required=True),
        _column("short_name", "单位简称 简称 部门简称", "name"),
        _column("kind", "单位类别 单位类型 部门类别 部门类型 机构类型 类别 类型", "choice"),
        _column("since", "成立时间 成立日期 建立时间 设立时间 启用时间", "date"),
        _column("until", "撤销时间 撤销日期 停用时间", "date"),
        _column(
            "parent_code",
            "上级单位编码 上级单位编号 上级单位代码 隶属单位编码 上级部门编码 上级编码 上级编号",
            "code",
        ),
        _column("parent_name", "上级单位 上级单位名称 隶属单位 上级部门 上级部门名称 上级名称", "name"),
        *_CONTACTS,
    ),
    unique=(("code",),),
    ordered=(("since", "until"),),
)

BRANCHES = ColumnSet(
    id="branches",
    columns=(
        _column("code", "党支部编码 党支部编号 支部编码 支部编号 编号 编码", "code"),
        _column("name", "党支部名称 支部名称 党支部 支部 名称", "name", required=True),
        _column("short_name", "简称 党支部简称 支部简称", "name"),
        _column("since", "成立时间 成立日期 建立时间 设立时间", "date"),
        _column("until", "撤销时间 撤销日期", "date"),
        _column(
            "parent_code",
            "所属分党委编码 所属党委编码 所属二级党委编码 二级党委编码 分党委编码 上级党组织编码 上级编号 上级编码",
            "code",
        ),
        _column(
            "parent_name",
            "所属分党委 所属分党委名称 所属党委 所属二级党委 二级党委 二级党委名称 分党委 上级党组织 上级名称",
            "name",
        ),
        _column("kind", "支部类别 党支部类别 支部类型 党支部类型", "choice"),
        _column("setting", "所在单位属性 单位属性"),
        _column("unit_code", "所在单位编码 所属单位编码 对应单位编码 单位编码", "code"),
        _column("unit_name", "所在单位 所属单位 对应单位 单位名称", "name"),
        _column("is_staff", "是否是教工党支部 是否教工党支部 是否教工支部", "yes-no"),
        _column("is_teaching", "是否是专业教师党支部 是否专业教师党支部 是否教师党支部", "yes-no"),
        _column("is_on_team", "是否建立在团队 是否建在团队", "yes-no"),
        _column("is_large", "是否为大中型 是否大中型", "yes-no"),
        _column("is_state_owned", "是否国有独资", "yes-no"),
        _column("is_joint", "是否联合党支部 是否联合支部", "yes-no"),
        *_CONTACTS,
    ),
    unique=(("code",), ("name", "parent_code", "parent_name")),
    one_of=(("parent_code", "parent_name"),),
    ordered=(("since", "until"),),
)

PEOPLE = ColumnSet(
    id="people",
    columns=(
        _column(
            "code",
            "学工号 学号 工号 工作证号 职工号 教工号 学号/工号 工号/学号 人员编号",
            "code",
            required=True,
        ),
        _column("name", "姓名 人员姓名 学生姓名 教师姓名", "name", required=True),
        _column("gender", "性别", "choice", choices=GENDERS),
        _column(
            "id_number",
            "身份证号码 身份证号 公民身份号码 居民身份证号 身份证件号 身份证 证件号码",
            "id-number",
        ),
        _column("birth", "出生日期 出生年月 出生时间 生日", "date"),
        _column("nation", "民族"),
        _column("category", "人员类别 人员类型 身份类别 类别", "choice", choices=CATEGORIES),
        _column("unit_code", "单位编码 所在单位编码 单位编号 单位代码 部门编码 学院编码", "code"),
        _column("unit_name", "所在单位 单位 单位名称 所在单位名称 部门 所在部门 学院 所在学院", "name"),
        _column("phone", "手机号 手机号码 手机 联系方式 联系电话 电话 移动电话", "phone"),
        _column("email", "邮箱 电子邮箱 电子邮件 Email E-mail", "email"),
        _column("standing", "政治面貌", "choice", choices=STANDINGS),
        _column("title", "职称 专业技术职务"),
        _column("degree", "学位 最高学位"),
        _column("education", "学历 最高学历"),
        _column("branch_code", "党支部编码 所在党支部编码 支部编码 党支部编号 所属党支部编码", "code"),
        _column("branch_name", "所在党支部 党支部 党支部名称 所属党支部 支部名称 所在支部", "name"),
        _column("committee_code", "二级党委编码 所属分党委编码 分党委编码 二级党组织编码", "code"),
        _column("committee_name", "二级党委 二级党委名称 所属分党委 分党委 分党委名称 二级党组织", "name"),
        _column("membership", "党籍状态", "choice", choices=MEMBERSHIPS),
        _column("transferred", "组织关系转入时间 转入时间 组织关系转入日期", "date"),
        _column("applied", "提交书面申请书时间 申请入党时间 提交入党申请书时间 递交入党申请书时间", "date"),
        _column("activist", "确定为入党积极分子时间 确定为积极分子时间 列为积极分子时间", "date"),
        _column("candidate", "确定为发展对象时间 列为发展对象时间", "date"),
        _column("introducers", "入党介绍人"),
        _column(
            "joined", "加入党组织日期 入党时间 入党日期 加入党组织时间 接收为预备党员时间 入党年月", "date"
        ),
        _column("joined_branch", "入党时所在党支部", "name"),
        _column("confirmed", "转为正式党员日期 转正日期 转正时间 转为正式党员时间", "date"),
        _column("confirmed_branch", "转正时所在党支部", "name"),
        _column("party_post", "党内职务"),
        _column("party_awards", "党内奖励"),
        _column("awards", "其他奖励"),
        _column("source", "来源"),
        _column("remarks", "备注 备注1 备注2 备注3"),
    ),
    unique=(("code",), ("id_number",)),
    ordered=(
        ("birth", "joined"),
        ("applied", "activist"),
        ("activist", "candidate"),
        ("joined", "confirmed"),
    ),
)

_POST = (
    _column("code", "学工号 工作证号 工号 学号 职工号 教工号 人员编号", "code", required=True),
    _column("name", "姓名 人员姓名", "name"),
)
_TERM = (
    _column("since", "任职时间 任职日期 任命时间 任命日期 开始时间 起始时间 任职开始时间", "date"),
    _column("until", "离任时间 离任日期 免职时间 结束时间 终止时间 实际换届时间", "date"),
    _column("due", "应换届时间 任期届满时间", "date"),
)

APPOINTMENTS = ColumnSet(
    id="appointments",
    columns=(
        *_POST,
        _column("role", "职务 角色 任职职务 党内职务 担任职务 岗位", "choice", required=True),
        _column(
            "organisation_code",
            "组织编码 任职组织编码 党组织编码 所属党支部编码 党支部编码 支部编码 所在党支部编码 单位编码 所属分党委编码 "
            "分党委编码 编码",
            "code",
        ),
        _column(
            "organisation_name",
            "组织名称 任职组织 任职组织名称 党组织名称 所属党支部 党支部 党支部名称 所在党支部 支部名称 单位名称 所属分党委 "
            "分党委 支部委员会名称",
            "name",
        ),
        *_TERM,
    ),
    unique=(("code", "role", "organisation_code", "organisation_name", "since"),),
    one_of=(("organisation_code", "organisation_name"),),
    ordered=(("since", "until"), ("since", "due")),
)

ORGANIZERS = ColumnSet(
    id="organizers",
    columns=(
        *_POST,
        _column("role", "角色", "choice"),
        _column("year", "年度", "number"),
        _column("phone", "联系方式 联系电话 手机号", "phone"),
        _column(
            "organisation_code",
            "联系党支部编号 联系党支部编码 联系党委编号 联系党委编码 联系分党委编码",
            "code",
        ),
        _column("organisation_name", "联系党支部 联系党委 联系分党委", "name"),
        *_TERM,
    ),
    unique=(("code", "organisation_code", "organisation_name", "since"),),
    one_of=(("organisation_code", "organisation_name"),),
    ordered=(("since", "until"),),
    fixed={"role": "组织员"},
)

KINDS: dict[str, tuple[ColumnSet, ...]] = {
    "organisations": (PARTY_ORGANISATIONS, UNITS),
    "branches": (BRANCHES,),
    "people": (PEOPLE,),
    "appointments": (APPOINTMENTS, ORGANIZERS),
}
