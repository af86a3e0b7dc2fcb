"""Sentences for what can be wrong with stored patients: files, servers, backups, PINs and passphrases."""

from collections.abc import Mapping

from bodymap.report.text.error_templates import Sentence, Values, either
from bodymap.report.text.translation import N_, _, ngettext


def _duration(seconds: object) -> str:
    assert isinstance(seconds, int)
    if seconds < 90:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    minutes = round(seconds / 60)
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def _with_wait(sentence: str, without: str = "") -> Sentence:
    def worded(values: Values) -> str:
        wait = values["wait"]
        return _(sentence).format(wait=_duration(wait)) if wait or not without else _(without)

    return worded


STORE_SENTENCES: Mapping[str, Sentence] = {
    # files
    "store.missing": N_("There is no patient file at {path}. Choose another file."),
    "store.is_folder": N_("{path} is a folder. Choose a file in it."),
    "store.unreadable": N_("{path} cannot be read: {reason}. Check the file's permissions."),
    "store.not_made": N_(
        "{path} cannot be created: {reason}. Check the permissions of the folder, or choose another folder."
    ),
    "store.unwritable": N_(
        "{path} cannot be written: {reason}. Nothing stored is lost. Check the disk and the permissions of the folder."
    ),
    "store.not_writable": N_(
        "{place} cannot be opened for writing. Check the permissions of the file and its folder, or choose another."
    ),
    "store.in_use": N_("Another program is using {place}. Close it or wait until it has finished, then try again."),
    "store.disk_full": N_("The disk with {place} is full. Nothing stored is lost. Make room, then save again."),
    "store.disk_fault": N_(
        "The disk with {place} cannot be read or written. Check that it is connected, then try again."
    ),
    "store.damaged": N_(
        "{place} is damaged or not a bodymap patient file. Leave it as it is and restore the last backup."
    ),
    "store.failed": N_(
        "{place} could not do this ({reason}). The file is not known to be damaged and is as it was; try again, and "
        "close other programs if memory is short."
    ),
    "store.traces_left": N_(
        "The patient is erased, but {place} could not be rewritten, so traces may remain in it. Close other programs "
        "that use it and make room on the disk, then close bodymap: it tries once more."
    ),
    "store.unreadable_value": N_("{place} contains damaged data. Leave it as it is and restore the last backup."),
    "store.unreadable_drawing": N_(
        "This version of bodymap cannot read the drawing of the visit of {started}. Update the program or restore the "
        "visit from a backup; all other visits open as before."
    ),
    "store.newer": N_("{place} was written by a newer bodymap and has been left as it is. Update this program."),
    "store.other_program": N_("{place} is a database of another program. Choose a patient file created by bodymap."),
    "store.rewritten_badly": N_("{path} could not be copied completely and is unchanged. Restore the last backup."),
    "store.copied_badly": N_("{place} could not be copied completely (table {table}). Nothing was changed; try again."),
    "store.taken_away": N_(
        "{place} was moved, deleted or replaced while bodymap had it open, so this is not stored. Put the file back, "
        "then save again."
    ),
    "store.log_alone": N_(
        "The patient file {path} is missing, but its log {log} is there and may contain what was stored last. Put the "
        "file back beside it, or move the log elsewhere."
    ),
    "store.incomplete": N_(
        "{place} contains no tables: it is an incomplete copy, made while the program was open. Close the program and "
        "copy the file again, or restore the last backup."
    ),
    # passphrases and PINs
    "store.passphrase_needed": N_("{path} is encrypted. Enter its passphrase."),
    "store.wrong_passphrase": N_(
        "The passphrase does not open {place}. Enter it again, and check Caps Lock and the keyboard layout. If it is "
        "certainly right, the file is damaged: restore the last backup."
    ),
    "store.not_encrypted": N_("{path} is not encrypted. Open it without a passphrase."),
    "passphrase.wrong": N_("That is not the passphrase. Check it and enter it again."),
    "passphrase.control_character": N_("The passphrase contains a control character. Please type it again."),
    "pin.length": N_("A PIN has {shortest} to {longest} digits. Choose another PIN."),
    "pin.wrong": _with_wait(
        N_("That is not the PIN. Check it and try again in {wait}."),
        N_("That is not the PIN. Check it and enter it again."),
    ),
    "pin.too_early": _with_wait(N_("Too many wrong PINs. Try again in {wait}.")),
    # patients and visits
    "patient.long_name": N_("The patient's name is longer than {longest} characters. Shorten it, then save again."),
    "patient.long_reference": N_(
        "The patient's reference is longer than {longest} characters. Shorten it, then save again."
    ),
    "store.patient_gone": N_(
        "This patient is no longer stored: erased by somebody, or another file was opened. Go back to the list."
    ),
    "store.visit_gone": N_(
        "This visit is no longer stored: its patient was erased, or another file was opened. Go back to the list."
    ),
    "store.patient_conflict": either(
        "when",
        N_("{changed_by} changed this patient on {when}, after you opened it. Choose which version to keep."),
        N_("{changed_by} changed this patient after you opened it. Choose which version to keep."),
    ),
    "store.visit_conflict": either(
        "when",
        N_("{changed_by} changed the visit of {started} on {when}, after you opened it. Choose which version to keep."),
        N_("{changed_by} changed the visit of {started} after you opened it. Choose which version to keep."),
    ),
    # servers
    "server.away": N_("The server {place} cannot be reached. Go on working, and try again when it is back."),
    "server.address": N_("The address lacks a server or a database. Enter it as postgresql://server.example/bodymap."),
    "server.address_with_password": N_(
        "The address contains a password, which would be stored. Enter the password in its own field."
    ),
    "server.no_login": N_("The login is missing. Enter the login you were given for this server."),
    "server.url": N_("This is not the address of a server. Write it as postgresql://NAME@SERVER/DATABASE."),
    "server.url_with_password": N_(
        "The address of the server contains a password, which others could read. Remove it from the address."
    ),
    "server.login": N_("The server {place} does not accept this login and password. Enter them again."),
    "server.no_database": N_("There is no database {place}. Correct the address."),
    "server.not_safe": N_(
        "There is no safe connection to {place}: its certificate or its access rules do not fit. See docs/server.md."
    ),
    "server.lacks_rights": N_(
        "This login lacks rights at {place}. Have an administrator run `bodymap store prepare URL`."
    ),
    "server.no_role": N_("There is no role '{role}' at {place}. Create it first; see docs/server.md."),
    "server.not_unicode": N_("{place} cannot store every name. Create the database again with ENCODING 'UTF8'."),
    "server.no_room": N_("The server {place} has no room left. Nothing stored is lost. Tell its administrator."),
    "server.busy": N_("Another workstation is changing the same data at {place}. Try again in a moment."),
    "server.unexpected": N_(
        "The server {place} does not contain what bodymap expects ({state}). Tell its administrator."
    ),
    # what is kept on this computer
    "outbox.bad_key": N_("The server's key for outboxes is damaged. Ask its administrator to restore it."),
    "outbox.folder": N_(
        "The folder {folder} cannot be used, so nothing can be kept while the server is away. Make room, or use an "
        "account that may write there."
    ),
    "outbox.unusable": N_(
        "The outbox {path} on this computer cannot be used. Make room on its disk and check the folder's permissions."
    ),
    "recovery.folder": N_(
        "The folder {folder} cannot be used, so a crash would lose the current drawing. Save it often."
    ),
    "recovery.unwritable": N_("The current drawing cannot be kept safe: {reason}. Save it as a file soon."),
    # backups
    "backup.onto_store": N_("{path} is the patient file itself. Choose another name for the backup."),
    "backup.from_target": N_("{path} is the file to be replaced. Choose the backup to restore from."),
    "backup.empty": N_("{path} is not a bodymap backup. Choose the backup file."),
    "backup.not_by_desk": N_(
        "A workstation's login may not replace everything at {place}, because the audit log would go too. Have an "
        "administrator run `bodymap restore BACKUP --store URL` with the owner's login."
    ),
}
