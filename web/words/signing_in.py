"""Signing in and out, and joining by an invitation."""

WORDS = {
    "signing_in.title": ("Вход", "Sign in"),
    "signing_in.email": ("Электронная почта", "E-mail"),
    "signing_in.password": ("Пароль", "Password"),
    "signing_in.submit": ("Войти", "Sign in"),
    "signing_in.forgotten": (
        "Нет пароля или забыли его? Пришлём письмо со ссылкой для входа.",
        "No password, or forgotten? We send you a letter with a link to sign in.",
    ),
    "signing_in.ask_link": ("Прислать ссылку", "Send me a link"),
    "signing_in.link_title": ("Вход по ссылке из письма", "Sign in by a link from a letter"),
    "signing_in.link_lead": (
        "Напишите адрес, на который вам приходят письма из Вече. Ссылка действует 15 минут.",
        "Give the address at which you get letters from Veche. The link is good for 15 minutes.",
    ),
    "signing_in.link_sent": (
        "Если этот адрес нам известен, письмо уже в пути. Не пришло за пять минут — посмотрите в папке «Спам» "
        "или спросите у координатора, какой ваш адрес он записал.",
        "If we know this address, the letter is on its way. Nothing within five minutes? Look into the spam folder, "
        "or ask your coordinator which address of yours was written down.",
    ),
    "signing_in.to_password": ("Войти с паролем", "Sign in with a password"),
    "signing_in.signed_out": ("Вы вышли.", "You are signed out."),
    "signing_in.go_on": (
        "Войдите, и мы покажем то, за чем вы пришли.",
        "Sign in, and we show you what you came for.",
    ),
    "signing_in.confirm_title": ("Войти в Вече?", "Sign in to Veche?"),
    "signing_in.confirm_lead": (
        "Ссылка из письма верна. Нажмите кнопку, чтобы войти; она сработает один раз.",
        "The link from the letter is good. Press the button to sign in; it works once.",
    ),
    "signing_in.invited_title": ("Добро пожаловать в Вече", "Welcome to Veche"),
    "signing_in.invited_lead": (
        "Вас пригласили вместе работать над документами. Назовите себя и придумайте пароль.",
        "You are invited to work on documents together. Give your name and choose a password.",
    ),
    "signing_in.full_name": ("Фамилия, имя, отчество", "Full name"),
    "signing_in.new_password": ("Придумайте пароль", "Choose a password"),
    "signing_in.password_hint": (
        "Не короче {shortest} знаков; подойдёт фраза из нескольких слов.",
        "At least {shortest} characters; a phrase of several words is fine.",
    ),
    "signing_in.consent": (
        "Согласен на обработку персональных данных",
        "I consent to the processing of my personal data",
    ),
    "signing_in.consent_text": ("Текст согласия", "The text of the consent"),
    "signing_in.join": ("Начать работу", "Begin"),
    "signing_in.joined": ("Вы с нами. Теперь войдите.", "You have joined. Now sign in."),
}
COUNTED: dict[str, tuple[tuple[str, str, str], tuple[str, str]]] = {}
