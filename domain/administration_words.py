"""Acts of administration as the record tells of them, in Russian and English."""

from schemas.language import Language

ADMINISTERED: dict[str, dict[Language, str]] = {
    "person_added": {"ru": "Добавлен человек: {person_id}", "en": "A person was added: {person_id}"},
    "person_changed": {
        "ru": "Изменена учётная запись: {person_id} ({fields})",
        "en": "An account was changed: {person_id} ({fields})",
    },
    "password_set": {"ru": "Сменён пароль: {person_id}", "en": "A password was set: {person_id}"},
    "signed_in": {"ru": "Вход: {person_id}", "en": "Signed in: {person_id}"},
    "signed_out": {"ru": "Выход: {person_id}", "en": "Signed out: {person_id}"},
    "token_added": {"ru": "Сделан ключ программы: {person_id}", "en": "An API token was made: {person_id}"},
    "token_revoked": {"ru": "Отозван ключ программы: {person_id}", "en": "An API token was revoked: {person_id}"},
    "organisation_added": {
        "ru": "Добавлена организация: {organisation_id}",
        "en": "Organisation added: {organisation_id}",
    },
    "organisation_changed": {
        "ru": "Изменена организация: {organisation_id}",
        "en": "Organisation changed: {organisation_id}",
    },
    "calendar_day_set": {"ru": "Изменён день календаря", "en": "A day of the calendar was set"},
    "calendar_day_ended": {"ru": "День календаря снова обычный", "en": "A day of the calendar is as usual again"},
    "body_added": {"ru": "Добавлен орган: {body_id}", "en": "A body was added: {body_id}"},
    "body_changed": {"ru": "Изменён орган: {body_id}", "en": "A body was changed: {body_id}"},
    "member_set": {"ru": "Состав органа {body_id}: {person_id}", "en": "Membership of {body_id}: {person_id}"},
    "member_removed": {"ru": "Из состава {body_id} выведен: {person_id}", "en": "Taken out of {body_id}: {person_id}"},
    "term_over": {
        "ru": "Закончился срок в органе {body_id}: {person_id}",
        "en": "A term in {body_id} is over: {person_id}",
    },
    "consent_given": {"ru": "Дано согласие на обработку данных: {person_id}", "en": "Consent was given: {person_id}"},
    "consent_withdrawn": {"ru": "Согласие отозвано: {person_id}", "en": "Consent was taken back: {person_id}"},
    "absence_recorded": {
        "ru": "Записано отсутствие: {person_id}, с {since} по {until}",
        "en": "An absence was noted: {person_id}, from {since} to {until}",
    },
    "absence_ended": {"ru": "Отсутствие прекращено: {person_id}", "en": "An absence was ended: {person_id}"},
    "absence_turned": {
        "ru": "Отсутствие началось или закончилось: {person_id}",
        "en": "An absence began or was over: {person_id}",
    },
    "checkpoint_made": {"ru": "Сделана контрольная точка № {number}", "en": "Checkpoint {number} was made"},
    "refusals_sealed": {"ru": "Отказы заверены", "en": "Refusals were sealed"},
    "key_rotated": {"ru": "Сменён ключ подписи", "en": "The signing key was changed"},
    "installation_resumed": {"ru": "Установка продолжила работу после копии", "en": "Work went on after a restore"},
    "invitation_made": {"ru": "Отправлено приглашение", "en": "Somebody was invited"},
    "invitation_sent_again": {"ru": "Приглашение отправлено ещё раз", "en": "An invitation was sent again"},
    "invitation_withdrawn": {"ru": "Приглашение отозвано", "en": "An invitation was withdrawn"},
    "invitation_accepted": {"ru": "Приглашение принято: {person_id}", "en": "An invitation was accepted: {person_id}"},
    "sign_in_link_asked": {"ru": "Запрошена ссылка для входа", "en": "A link to sign in was asked for"},
    "erasure_asked": {"ru": "Просьба удалить данные: {person_id}", "en": "Erasure was asked for: {person_id}"},
    "person_erased": {"ru": "Данные человека удалены: {person_id}", "en": "A person was erased: {person_id}"},
    "note_erased": {"ru": "Удалено записанное основание", "en": "A typed reason was erased"},
    "person_exported": {
        "ru": "Выгружены данные человека: {person_id}",
        "en": "A person's data were exported: {person_id}",
    },
    "people_list_read": {"ru": "Прочитан список людей из файла", "en": "A list of people was read from a file"},
    "people_import_confirmed": {"ru": "Люди из файла добавлены", "en": "People of a file were added"},
    "document_created": {"ru": "Создан документ", "en": "A document was made"},
    "outline_imported": {"ru": "Загружен план документа", "en": "An outline was read"},
    "notice_read": {"ru": "Сообщение прочитано", "en": "A notice was marked as read"},
    "channels_changed": {"ru": "Изменены способы оповещения: {person_id}", "en": "Channels were chosen: {person_id}"},
    "channel_asked": {"ru": "Запрошен новый адрес для оповещений", "en": "A new address for notices was asked for"},
    "channel_confirmed": {"ru": "Адрес для оповещений подтверждён", "en": "An address for notices was confirmed"},
    "channel_key_renewed": {"ru": "Сменён ключ вызовов: {person_id}", "en": "A key of calls was renewed: {person_id}"},
    "feed_made": {"ru": "Открыт календарь сроков: {person_id}", "en": "A calendar feed was made: {person_id}"},
    "feed_revoked": {"ru": "Календарь сроков закрыт: {person_id}", "en": "A calendar feed was ended: {person_id}"},
}
"""The types of the installation's entries, a sentence for each."""
