"""The one root of every error that a user can meet: its text says what is wrong, where, and what to do."""

from __future__ import annotations

import errno


class PolicyGraphError(Exception):
    """Shown to the user as one line, without a traceback."""


REASONS = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.ETXTBSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EINVAL: "名字或位置不对",
    errno.ENXIO: "设备没有接上",
    errno.ENODEV: "设备没有接上",
    errno.ESTALE: "网络磁盘断开了",
    errno.ETIMEDOUT: "网络磁盘没有应答",
    errno.ENOTCONN: "网络磁盘断开了",
    errno.EHOSTDOWN: "网络磁盘断开了",
}


def reason(error: OSError) -> str:
    """What the system says is wrong, in Chinese; its number where it is seldom met.

    >>> reason(PermissionError(errno.EACCES, "Permission denied"))
    '没有权限'
    """
    return REASONS.get(error.errno or 0) or f"系统错误 {error.errno}"
