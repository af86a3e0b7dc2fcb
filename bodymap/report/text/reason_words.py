"""Why the machine refuses to read or write, in our own words: its own are in the language of the machine."""

from bodymap.report.text.translation import N_, _

_REASONS = {
    "EACCES": N_("permission denied"),
    "EPERM": N_("permission denied"),
    "EROFS": N_("the disk is read-only"),
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("your disk quota is used up"),
    "EFBIG": N_("the file would be too large for this disk"),
    "ENOENT": N_("no such file or folder"),
    "ENOTDIR": N_("part of the path is a file, not a folder"),
    "EISDIR": N_("it is a folder"),
    "EEXIST": N_("it already exists"),
    "ENOTEMPTY": N_("the folder is not empty"),
    "ENAMETOOLONG": N_("the name is too long"),
    "EINVAL": N_("the name or the operation is not allowed there"),
    "ELOOP": N_("the link points to itself"),
    "EBUSY": N_("another program is using it"),
    "ETXTBSY": N_("another program is using it"),
    "EAGAIN": N_("another program is using it"),
    "EMFILE": N_("too many files are open"),
    "ENFILE": N_("too many files are open"),
    "ENOMEM": N_("the computer has run out of memory"),
    "EIO": N_("the disk reports a fault"),
    "ENODEV": N_("the device is missing"),
    "ENXIO": N_("the device is missing"),
    "ESTALE": N_("the network folder has gone"),
    "EPIPE": N_("the reader has gone"),
    "ECONNREFUSED": N_("the connection was refused"),
    "ECONNRESET": N_("the connection was lost"),
    "ETIMEDOUT": N_("there was no answer in time"),
    "EHOSTUNREACH": N_("the computer cannot be reached"),
    "ENETUNREACH": N_("the network cannot be reached"),
    "EILSEQ": N_("the name has characters that the disk cannot store"),
}


def reason_words(reason: str) -> str:
    """The words for a reason by its name as `bodymap.errors.reason_of` gives it, e.g. "the disk is full"."""
    if reason in _REASONS:
        return _(_REASONS[reason])
    if reason:
        return _("the system reports {reason}").format(reason=reason)
    return _("the system gives no reason")
