"""Error codes about remarks, their answers, and disagreements."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "remarks_unanswered",
        409,
        "Без ответа осталось замечаний: {count}; первые из них названы в ответе. Ответьте на них, "
        "и редакция уйдёт на утверждение, или верните её на доработку.",
        "{count} remarks have no answer; the answer to this request names the first of them. Answer them, and the "
        "revision is passed on for approval, or send it back.",
    ),
    Problem(
        "comment_unanswered",
        409,
        "На это замечание ещё не ответили. Дождитесь ответа или снимите замечание.",
        "This remark has no answer yet. Wait for one, or withdraw the remark.",
    ),
    Problem(
        "comment_answered",
        409,
        "На это замечание уже ответили, снять его нельзя. Если ответ устраивает, закройте обсуждение.",
        "This remark is answered and can no longer be withdrawn. If you are content with the answer, close the thread.",
    ),
    Problem(
        "review_empty",
        422,
        "Отправлять пока нечего. Напишите замечание или выберите решение.",
        "There is nothing to send yet. Write a remark, or choose a verdict.",
    ),
    Problem(
        "review_too_long",
        409,
        "В рецензии уже {limit} неотправленных замечаний. Отправьте их и продолжайте.",
        "The review has {limit} unsent remarks already. Send them, and go on.",
    ),
    Problem(
        "answer_final",
        409,
        "Редакция уже на утверждении или утверждена, и данный ответ больше не меняется.",
        "The revision is before its signers or approved, and an answer that was given no longer changes.",
    ),
    Problem(
        "comment_upheld",
        409,
        "Автор настаивает на этом замечании, и ответ на него больше не меняется: уладьте открытое разногласие.",
        "The author upholds this remark, which is a disagreement now, and its answer no longer changes. Settle that.",
    ),
    Problem(
        "disagreements_open",
        409,
        "Не улажено разногласий: {count}; первые из них названы в ответе. Уладьте их или передайте на решение "
        "руководства, и редакция уйдёт на утверждение.",
        "{count} disagreements are open; the answer to this request names the first of them. Settle them or take them "
        "to leadership, and the revision is passed on for approval.",
    ),
    Problem(
        "disagreement_closed",
        409,
        "У этого разногласия уже есть исход. Обновите страницу.",
        "This disagreement has its outcome already. Refresh.",
    ),
    Problem(
        "disagreement_underway",
        409,
        "Об этом разногласии уже было совещание, или его решает руководство: новый ответ на замечание его не снимает. "
        "Предложите текст, с которым согласятся обе стороны, или дождитесь решения.",
        "This disagreement has had its meeting, or lies at leadership: a new answer to the remark does not end it. "
        "Propose a text that both parties agree to, or wait for the decision.",
    ),
    Problem(
        "meeting_ahead",
        422,
        "Это совещание ещё впереди. Назначьте его без протокола, а итог запишите, когда оно пройдёт.",
        "This meeting is still ahead. Call it without minutes, and record what came of it once it was held.",
    ),
    Problem(
        "settlement_outdated",
        409,
        "Этот текст больше не предлагают. Обновите страницу и посмотрите, о чём речь сейчас.",
        "This text is not the one proposed any more. Refresh, and see what is proposed now.",
    ),
    Problem(
        "settlement_accepted",
        409,
        "Ваша сторона уже согласна с этим текстом. Ждём другую сторону.",
        "Your party agrees to this text already. The other one is awaited.",
    ),
    Problem(
        "not_a_party",
        403,
        "С текстом соглашаются стороны: автор замечания и редакторы раздела.",
        "The parties agree to a text: the remark's author, and the editors of the section.",
    ),
    Problem(
        "not_the_decider",
        403,
        "Решить это разногласие поручено другому руководителю или пока никому.",
        "This disagreement was taken to somebody else of leadership, or to nobody yet.",
    ),
    Problem(
        "decider_unfit",
        422,
        "Решить разногласие может тот, кто утверждает этот раздел или документ в целом и сам в нём не участвует. "
        "Назовите одного из них.",
        "A disagreement is decided by somebody who approves this section or the whole document and is no party to it. "
        "Name one of them.",
    ),
    Problem(
        "wording_required",
        422,
        "Назовите слова, которые должны стоять в тексте.",
        "Give the words that are to stand in the text.",
    ),
)
