#include "models/forms/formcontroller.h"

#include "models/commandtext.h"
#include "models/request.h"

using namespace Qt::StringLiterals;

namespace Drover {

QStringList FormContent::names(const QString& section) const
{
    QStringList list;
    for (const QJsonObject& document : sections.value(section))
        list.append(document.value("Name"_L1).toString());
    return list;
}

QJsonObject FormContent::document(const QString& section, const QString& name) const
{
    for (const QJsonObject& document : sections.value(section)) {
        if (document.value("Name"_L1).toString() == name)
            return document;
    }
    return {};
}

FormController::FormController(Engine& engine, CommandSender& sender, EditForm form, QObject* parent)
    : QObject(parent), m_engine(engine), m_sender(sender), m_form(std::move(form))
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(tryDelay);
    connect(&m_delay, &QTimer::timeout, this, &FormController::prepare);
    connect(&m_draft, &ParamDraft::changed, this, &FormController::edited);
}

void FormController::load()
{
    m_waiting = int(m_form.sections.size()) + (m_form.effectiveOf.isEmpty() ? 0 : 1);
    for (const QString& section : std::as_const(m_form.sections))
        onAnswer(m_engine.ask(Queries::FindContent{section, {}}), this,
                 [this, section](const Result<Answer>& answer) { takeContent(section, answer); });
    if (!m_form.effectiveOf.isEmpty())
        onAnswer(m_engine.ask(Queries::EffectiveParams{m_form.effectiveOf}), this,
                 [this](const Result<Answer>& answer) { takeContent({}, answer); });
    if (m_waiting == 0)
        buildFields();
}

void FormController::takeContent(const QString& section, const Result<Answer>& answer)
{
    if (!answer) {
        emit loadFailed(answer.error());
        return;
    }
    if (const auto* found = std::get_if<Answers::Documents>(&*answer))
        m_content.sections.insert(section, found->documents);
    else if (const auto* params = std::get_if<Answers::Params>(&*answer))
        m_content.params = *params;
    if (--m_waiting == 0)
        buildFields();
}

void FormController::buildFields()
{
    QList<ParamField> fields = m_form.fields(m_content, m_draft);
    for (const QString& name : std::as_const(m_added)) {
        ParamField added = paramField(name, {});
        added.section = u"added"_s;
        fields.append(added);
    }
    const bool first = !std::exchange(m_loaded, true);
    m_draft.setFields(fields);
    if (first)
        emit loaded();
}

QStringList FormController::leftOut() const
{
    return m_loaded && m_form.leftOut ? m_form.leftOut(m_content) : QStringList();
}

void FormController::addParam(const QString& name)
{
    const QString wanted = name.trimmed();
    if (wanted.isEmpty() || m_draft.field(wanted))
        return;
    m_added.append(wanted);
    buildFields();
}

void FormController::edited()
{
    if (!m_loaded)
        return;
    QStringList chosen;
    for (const QString& chooser : std::as_const(m_form.choosers))
        chosen.append(m_draft.value(chooser).toString());
    if (chosen != m_chosen) {
        m_chosen = chosen;
        buildFields(); // comes back here, with the same choice
        return;
    }
    ++m_generation;
    m_command.reset();
    m_trial.clear();
    m_trialTotal = 0;
    m_refusal.reset();
    m_trying = isComplete();
    if (m_trying)
        m_delay.start();
    else
        m_delay.stop();
    emit changed();
}

bool FormController::isComplete() const
{
    return m_loaded && (isDirty() || !m_form.wantsChange) && m_draft.faultyFields().isEmpty();
}

void FormController::prepare()
{
    if (!m_form.prepare)
        return attempt(m_form.command(m_draft, nullptr));
    onAnswer(m_engine.ask(m_form.prepare(m_draft)), this,
             [this, generation = m_generation](const Result<Answer>& answer) {
                 if (generation != m_generation)
                     return;
                 attempt(answer ? m_form.command(m_draft, &*answer) : tl::make_unexpected(answer.error()));
             });
}

void FormController::attempt(const Result<Command>& command)
{
    if (!command) {
        m_trying = false;
        m_refusal = command.error();
        emit changed();
        return;
    }
    m_command = *command;
    CommandRequest request;
    request.actor = m_sender.actor();
    request.via = u"console"_s;
    request.reason = m_reason;
    request.command = *command;
    onAnswer(m_engine.ask(Queries::TryCommand{request}), this,
             [this, generation = m_generation](const Result<Answer>& answer) {
                 if (generation == m_generation)
                     takeTrial(answer);
             });
}

void FormController::takeTrial(const Result<Answer>& answer)
{
    m_trying = false;
    if (!answer) {
        m_refusal = answer.error();
    } else if (const auto* trial = std::get_if<Answers::Trial>(&*answer)) {
        m_trial = trial->events;
        m_trialTotal = trial->total;
    }
    emit changed();
}

bool FormController::canApply() const
{
    return m_command && isComplete() && !m_trying && !m_applying && !m_refusal && m_trialTotal > 0;
}

void FormController::apply()
{
    if (!canApply())
        return;
    m_applying = true;
    emit changed();
    m_sender.send(*m_command, m_reason, this, [this](const Result<Receipt>& receipt) {
        m_applying = false;
        if (receipt) {
            emit applied(*receipt);
            return;
        }
        m_refusal = receipt.error();
        emit changed();
    });
}

QString FormController::commandText() const
{
    return m_command ? Drover::commandText(*m_command, m_reason, m_draft.changedSecrets()) : QString();
}

} // namespace Drover
