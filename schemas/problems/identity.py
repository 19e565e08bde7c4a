"""Error codes about who somebody is and what they may do."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "sign_in_required",
        401,
        "Сначала войдите: пришлите токен в заголовке Authorization или войдите с адресом почты и паролем.",
        "Sign in first: send a token in the Authorization header, or sign in with e-mail and password.",
    ),
    Problem(
        "credential_invalid",
        401,
        "Сеанс окончен или токен больше не действует. Войдите снова.",
        "The session is over or the token is no longer valid. Sign in again.",
    ),
    Problem(
        "credentials_refused",
        401,
        "Адрес почты или пароль не подходит. Проверьте их; если не помните, обратитесь к администратору.",
        "The e-mail address or the password is not right. Check them; if you forgot, ask an administrator.",
    ),
    Problem(
        "too_many_attempts",
        429,
        "Слишком много неудачных попыток входа. Подождите {retry_after} с и попробуйте снова.",
        "Too many failed attempts to sign in. Wait {retry_after} s and try again.",
    ),
    Problem(
        "not_allowed",
        403,
        "На это действие у вас нет прав. Обратитесь к координатору документа или к администратору.",
        "You may not do this. Ask the coordinator of the document or an administrator.",
    ),
    Problem(
        "scope_missing",
        403,
        "Этому токену не разрешена область «{scope}». Создайте токен с ней или войдите сами.",
        'This token does not have the scope "{scope}". Make a token that has it, or sign in yourself.',
    ),
    Problem(
        "cross_site",
        403,
        "Запрос пришёл с чужой страницы и не выполнен. Откройте Вече в браузере и повторите действие там.",
        "The request came from a foreign page and was not carried out. Open Veche in the browser and do it there.",
    ),
    Problem(
        "not_a_session",
        409,
        "Выйти можно только из сеанса, а запрос пришёл с токеном API. Чтобы он перестал действовать, отзовите его.",
        "Only a session can be signed out of, and this request came with an API token. Revoke the token instead.",
    ),
    Problem(
        "password_too_short",
        422,
        "Пароль короче {shortest} знаков. Возьмите длиннее, например несколько слов подряд.",
        "The password is shorter than {shortest} characters. Take a longer one, such as several words in a row.",
    ),
    Problem(
        "password_too_common",
        422,
        "Такой пароль легко угадать. Возьмите другой, например несколько слов подряд.",
        "This password is easily guessed. Take another, such as several words in a row.",
    ),
    Problem(
        "email_taken",
        409,
        "Этот адрес почты уже есть у другого человека. Найдите его в списке людей или укажите другой адрес.",
        "Somebody else has this e-mail address already. Find them in the list of people or give another address.",
    ),
    Problem(
        "last_administrator",
        409,
        "Это последний действующий администратор. Сначала назначьте другого.",
        "This is the last active administrator. Appoint another one first.",
    ),
    Problem(
        "link_spent",
        410,
        "Эта ссылка больше не действует: она уже использована, её срок истёк или такой ссылки нет. Попросите новую.",
        "This link no longer works: it was used, its time is over, or there is no such link. Ask for a new one.",
    ),
    Problem(
        "confirmation_required",
        403,
        "Подпись нужно подтвердить: введите свой пароль ещё раз (password) или попросите письмо со ссылкой и пришлите "
        "то, что она даст (proof). Входа или ключа API для подписи мало.",
        "A signature has to be confirmed: send your password once more (password), or ask for a letter with a link "
        "and send what it gives (proof). Being signed in, or an API token, is not enough to sign.",
    ),
    Problem(
        "password_wrong",
        403,
        "Пароль не подошёл, ничего не подписано. Попробуйте ещё раз; если не помните его, попросите письмо со ссылкой.",
        "The password is not right, and nothing was signed. Try again; if you forgot it, ask for a letter with a link.",
    ),
    Problem(
        "proof_spent",
        403,
        "Подтверждение больше не действует: прошло пять минут или оно дано другому. Введите пароль или попросите "
        "письмо ещё раз.",
        "This confirmation no longer works: five minutes are over, or it was given to somebody else. Type your "
        "password or ask for a letter again.",
    ),
    Problem(
        "already_invited",
        409,
        "На этот адрес приглашение уже отправлено. Если письмо потерялось, отправьте его ещё раз: {invitation_id}.",
        "This address has an open invitation already. If its letter was lost, send it again: {invitation_id}.",
    ),
    Problem(
        "invitation_settled",
        409,
        "Это приглашение уже принято или отозвано. Если нужно, пригласите заново.",
        "This invitation was accepted or withdrawn already. Invite anew if needed.",
    ),
    Problem(
        "organisation_unknown",
        422,
        "Организации {organisation_id} нет. Возьмите номер из списка организаций или сначала добавьте её.",
        "There is no organisation {organisation_id}. Take an id from the list of organisations or add it first.",
    ),
    Problem(
        "person_still_active",
        409,
        "Этот человек ещё работает в системе. Сначала отключите его: тогда закончатся его обязанности.",
        "This person is still active. Deactivate them first: that ends their open duties.",
    ),
    Problem(
        "already_erased",
        409,
        "Данные этого человека уже стёрты, теперь он значится как «{name}».",
        "This person has been erased already and is now known as {name}.",
    ),
    Problem(
        "consent_unknown",
        422,
        "Согласия с версией «{version}» нет. Прочитайте нынешний текст (версия {current}) и пришлите её номер.",
        "There is no consent of version {version}. Read the present text (version {current}) and send its number.",
    ),
    Problem(
        "consent_not_given",
        409,
        "Согласие версии «{version}» сейчас не действует, отзывать нечего. Посмотрите на своей странице, что дано.",
        "No consent of version {version} is in force, so there is none to withdraw. See your own page for what is.",
    ),
    Problem(
        "expiry_beyond_token",
        403,
        "Ключ, которым вы пользуетесь, действует до {until}. Новый ключ не может действовать дольше: укажите срок не "
        "позже этого или войдите с паролем.",
        "The token you are using ends at {until}. A new one cannot last longer: give an expiry no later than that, or "
        "sign in with your password.",
    ),
    Problem(
        "expiry_in_past",
        422,
        "Срок действия уже прошёл. Укажите время в будущем.",
        "That expiry has already passed. Give a time in the future.",
    ),
)
