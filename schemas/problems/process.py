"""Error codes about the life of a section and of a document."""

from schemas.problems.problem import Problem

PROBLEMS = (
    Problem(
        "policy_unreachable",
        422,
        "Правило «{rule}» выполнить нельзя: нужно {needed}, а набрать можно не больше {available}. "
        "Уменьшите число в правиле или назначьте ещё людей.",
        "The rule “{rule}” can never be met: it needs {needed}, and at most {available} can be had. "
        "Lower the number in the rule or assign more people.",
    ),
    Problem(
        "own_opinion_first",
        403,
        "По правилам раздела сначала выскажитесь сами: это откроется, когда вы дадите свой отзыв "
        "или когда круг закроется.",
        "By the rules of this section your own opinion comes first: this opens when you have given your verdict "
        "or when the round closes.",
    ),
    Problem(
        "template_unknown",
        404,
        "Шаблона «{name}» нет. Выберите один из имеющихся: {known}.",
        "There is no template “{name}”. Choose one of these: {known}.",
    ),
    Problem(
        "limit_is_zero",
        422,
        "Срок не оставляет времени на работу. Укажите хотя бы один день или положительную длительность.",
        "The limit leaves no time to work in. Give at least one day or a positive duration.",
    ),
    Problem(
        "deadline_in_past",
        422,
        "Срок уже прошёл: {at}. Укажите более поздний срок.",
        "The deadline is already past: it was {at}. Give a later one.",
    ),
    Problem(
        "ladder_without_end",
        422,
        "Лестница этапа «{phase}» ничем не кончается, и круг может остаться открытым навсегда. "
        "Завершите её исходом или сообщением координатору.",
        "The ladder of phase “{phase}” ends in nothing, so a round could stay open for ever. "
        "End it with an outcome or by telling the coordinator.",
    ),
    Problem(
        "ladder_outcome_misplaced",
        422,
        "Исход «{outcome}» не может стоять на ступени {step} этапа «{phase}»: {why}.",
        "The outcome “{outcome}” cannot stand on step {step} of phase “{phase}”: {why}.",
    ),
    Problem(
        "silence_without_reminder",
        422,
        "Молчание нельзя считать согласием, если никому не напоминают. Добавьте напоминание до срока согласования.",
        "Silence can't count as agreement where nobody is reminded. Add a reminder before the review's deadline.",
    ),
    Problem(
        "weight_unknown",
        422,
        "Вес голоса назначен тому, кого здесь нет ({of}). Укажите человека или организацию из имеющихся.",
        "A voice's weight is given to somebody who does not exist here ({of}). Name a person or an organisation.",
    ),
    Problem(
        "wrong_phase",
        409,
        "Сейчас это невозможно: объект в состоянии «{phase}». Обновите страницу и посмотрите, что можно сделать.",
        "This cannot be done now: the state is “{phase}”. Refresh and see what can be done.",
    ),
    Problem(
        "not_in_drafting",
        409,
        "Раздел сейчас не на доработке (состояние «{phase}»), поэтому текст не принят в работу, "
        "но сохранён среди ваших отложенных черновиков.",
        "The section is not in drafting now (its state is “{phase}”), so the text was not taken up; "
        "it is kept among your set-aside drafts.",
    ),
    Problem(
        "base_outdated",
        409,
        "Текст основан не на последней редакции. Он сохранён среди ваших отложенных черновиков: "
        "сверьте его с последней редакцией и сдайте ещё раз.",
        "The text is not based on the latest revision. It is kept among your set-aside drafts: "
        "compare it with the latest revision and hand it in again.",
    ),
    Problem(
        "merge_conflict",
        409,
        "Ваши правки затрагивают те же места, что и новая редакция. Текст сохранён среди ваших отложенных "
        "черновиков; места расхождений перечислены.",
        "Your edits touch the same places as the new revision. The text is kept among your set-aside drafts; "
        "the conflicting places are listed.",
    ),
    Problem(
        "round_closed",
        409,
        "Круг согласования закрыт, голоса больше не принимаются (состояние «{phase}»).",
        "The review round is closed and takes no more verdicts (the state is “{phase}”).",
    ),
    Problem(
        "shown_outdated",
        409,
        "Пока вы смотрели, изменилось то, под чем ставится подпись: замечания или разногласия. Посмотрите ещё раз "
        "и подпишите, если согласны.",
        "What the signature would stand under changed while you looked: remarks or disagreements. Look again, and sign "
        "if you agree.",
    ),
    Problem(
        "not_in_sign_off",
        409,
        "Раздел сейчас не на утверждении (состояние «{phase}»).",
        "The section is not before its signers now (the state is “{phase}”).",
    ),
    Problem(
        "section_not_staffed",
        409,
        "В разделе {position} назначены не все: нужны редактор, рецензент и утверждающий. Назначьте их.",
        "Section {position} is not fully staffed: it needs an editor, a reviewer and an approver. Assign them.",
    ),
    Problem(
        "document_without_sections",
        409,
        "В документе нет разделов. Добавьте хотя бы один и запустите снова.",
        "The document has no sections. Add at least one and launch again.",
    ),
    Problem(
        "document_without_leaders",
        409,
        "Не указано, кто утверждает документ в целом. Назначьте утверждающих и запустите снова.",
        "Nobody is named to approve the whole document. Name its approvers and launch again.",
    ),
    Problem(
        "not_an_editor",
        403,
        "Вы не редактор этого раздела. Попросите координатора назначить вас.",
        "You are not an editor of this section. Ask the coordinator to assign you.",
    ),
    Problem(
        "nobody_to_judge",
        409,
        "Эту редакцию некому согласовать или утвердить: никто не рецензирует то, что написал один. "
        "Координатор должен назначить ещё людей; текст сохранён среди ваших отложенных черновиков.",
        "Nobody can judge this revision: no one reviews what they wrote alone. The coordinator has to assign "
        "more people; the text is kept among your set-aside drafts.",
    ),
    Problem(
        "not_a_voter",
        403,
        "Вас нет среди согласующих этого круга. Если это ошибка, обратитесь к координатору.",
        "You are not among the voters of this round. If that is a mistake, ask the coordinator.",
    ),
    Problem(
        "verdict_not_given",
        409,
        "Вашего решения в этом круге нет, отзывать нечего.",
        "You have given no verdict in this round, so there is none to take back.",
    ),
    Problem(
        "outdated_revision",
        409,
        "Решение относится к устаревшей редакции. Посмотрите последнюю ({revision_id}) и решите по ней.",
        "The decision names an outdated revision. Read the latest ({revision_id}) and decide on that.",
    ),
    Problem(
        "reasons_required",
        422,
        "Укажите причину: без неё это решение не принимается.",
        "Give a reason: without one this decision is not taken.",
    ),
    Problem(
        "not_a_signer",
        403,
        "Вас нет среди утверждающих. Если это ошибка, обратитесь к координатору.",
        "You are not among the signers. If that is a mistake, ask the coordinator.",
    ),
    Problem(
        "already_signed",
        409,
        "Вы уже подписали эту редакцию.",
        "You have signed this revision already.",
    ),
    Problem(
        "not_your_turn",
        409,
        "Сейчас очередь подписывать другого человека. Когда она дойдёт до вас, вы получите письмо.",
        "It is somebody else's turn to sign. You will be told when it is yours.",
    ),
    Problem(
        "deputy_is_voter",
        409,
        "Этот человек уже участвует в этом этапе, а двух голосов ни у кого быть не может. Выберите другого.",
        "This person takes part in this phase already, and nobody has two voices in it. Choose somebody else.",
    ),
    Problem(
        "recused_here",
        409,
        "Этот человек отведён на этом этапе из-за конфликта интересов и ни на чьё место вернуться не может. "
        "Выберите другого.",
        "This person was recused from this phase for a conflict of interest and may come back in nobody's place. "
        "Choose somebody else.",
    ),
    Problem(
        "deputy_away",
        409,
        "Этот человек сегодня отсутствует и заместить не может. Выберите другого.",
        "This person is away today and cannot stand in. Choose somebody else.",
    ),
    Problem(
        "duty_passed",
        409,
        "Ваше поручение на этом этапе выполняет заместитель. Если это ошибка, обратитесь к координатору.",
        "A deputy acts in your place in this phase. If that is a mistake, ask the coordinator.",
    ),
    Problem(
        "duty_passed_once",
        409,
        "Это поручение уже передано заместителю, дальше оно не передаётся.",
        "This duty has passed to a deputy already and goes no further.",
    ),
    Problem(
        "ladder_not_ended",
        409,
        "Круг ещё идёт по своим срокам, и координатор решает только после них. Подождите или верните раздел.",
        "The round still runs its course; the coordinator decides only after that. Wait, or send the section back.",
    ),
    Problem(
        "votes_suffice",
        409,
        "Голосов уже достаточно, решает правило раздела, а не координатор.",
        "Enough have voted: the section's rule decides, and not the coordinator.",
    ),
    Problem(
        "deadline_not_later",
        422,
        "Новый срок не позже действующего: {deadline}. Укажите более поздний.",
        "The new deadline is not later than the present one, {deadline}. Give a later one.",
    ),
    Problem(
        "deadline_stands",
        409,
        "По действующему календарю срок остаётся прежним: {deadline}; пересчитывать нечего.",
        "By the calendar now in force the deadline stays what it is ({deadline}); there is nothing to recount.",
    ),
    Problem(
        "nothing_awaited",
        409,
        "От этого человека здесь сейчас ничего не ждут. Обновите страницу: возможно, всё уже сделано.",
        "Nothing is awaited of this person here now. Refresh the page: it may have been done.",
    ),
    Problem(
        "asked_today",
        409,
        "Вы сегодня уже писали об этом координатору. Он увидел просьбу на своём столе; напомнить можно завтра.",
        "You have written to the coordinator about this today. It lies on the desk; you may ask again tomorrow.",
    ),
    Problem(
        "reminded_today",
        409,
        "Этому человеку сегодня уже напомнили об этом. Следующее напоминание можно отправить завтра.",
        "This person was reminded of it today. The next reminder may go out tomorrow.",
    ),
    Problem(
        "already_assigned",
        409,
        "Этот человек уже назначен на эту роль.",
        "This person has this part already.",
    ),
    Problem(
        "not_assigned",
        409,
        "Заменяемый человек не назначен на эту роль. Обновите список и повторите.",
        "The person to be replaced does not have this part. Refresh the list and repeat.",
    ),
    Problem(
        "assigned_by_matrix",
        409,
        "Этот человек отвечает за раздел по распределению ответственности, и сейчас не его этап. Измените в документе "
        "распределение ответственности: оно подействует, когда такой этап откроется.",
        "This person answers for the section by the matrix of responsibilities, and it is not their phase now. Change "
        "the document's matrix: that takes effect when such a phase opens.",
    ),
    Problem(
        "already_acted",
        409,
        "Этот человек уже высказался в открытом круге, заменить его можно со следующего.",
        "This person has acted in the open round already and can be replaced from the next one.",
    ),
    Problem(
        "wrote_it_alone",
        409,
        "Этот человек один написал рассматриваемую редакцию и не может её оценивать. Выберите другого.",
        "This person wrote the revision at hand alone and may not judge it. Choose somebody else.",
    ),
    Problem(
        "outdated_candidate",
        409,
        "Состав документа изменился, подписи относятся к прежнему. Посмотрите новый состав и решите по нему.",
        "The document's candidate has changed; your decision names an earlier one. Read the new one and decide.",
    ),
    Problem(
        "sections_not_approved",
        409,
        "Не все разделы утверждены ({waiting}). Документ выносится на утверждение, когда утверждены все.",
        "Not all sections are approved ({waiting}). The whole goes to its signers when all of them are.",
    ),
    Problem(
        "person_unknown",
        422,
        "Нет действующего участника {person_id}. Выберите человека из списка.",
        "There is no active person {person_id}. Choose somebody from the list.",
    ),
    Problem(
        "basis_unknown",
        422,
        "Раздел не может опираться на {section_id}: это не другой раздел того же документа.",
        "The section cannot rest on {section_id}: that is not another section of the same document.",
    ),
    Problem(
        "basis_cycle",
        422,
        "Раздел не может опираться на {section_id}: тот сам, прямо или через другие разделы, опирается на него.",
        "The section cannot rest on {section_id}: that one rests on it itself, directly or through others.",
    ),
    Problem(
        "basis_change_outdated",
        409,
        "Это изменение основы уже отмечено просмотренным, или основа с тех пор изменилась ещё раз. "
        "Откройте список изменений заново.",
        "This change of the basis is marked as seen already, or the basis has changed again since. "
        "Open the list of changes anew.",
    ),
    Problem(
        "proposal_unknown",
        422,
        "В плане нет раздела с номером {number} (ряд {run}). Посмотрите предпросмотр и выберите из него.",
        "The outline has no section number {number} (run {run}). Look at the preview and choose from it.",
    ),
    Problem(
        "import_used",
        409,
        "Из этого плана документ уже сделан: {document_id}.",
        "A document was made from this outline already: {document_id}.",
    ),
    Problem(
        "base_unknown",
        409,
        "Не указано, от какой редакции этого раздела вы правили. Текст сохранён среди ваших отложенных "
        "черновиков: сверьте его с последней редакцией и сдайте ещё раз, указав её.",
        "It is not said which revision of this section you edited. The text is kept among your set-aside drafts: "
        "compare it with the latest revision and hand it in again, naming that.",
    ),
    Problem(
        "not_a_draft",
        409,
        "Этот текст уже сдан как редакция.",
        "This text was handed in as a revision already.",
    ),
)
