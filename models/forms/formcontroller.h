#pragma once

#include "models/commandsender.h"
#include "models/forms/paramdraft.h"

#include <QTimer>
#include <functional>
#include <optional>

namespace Drover {

/// What a form has to know of the engine before it can be shown.
struct FormContent
{
    QMap<QString, QList<QJsonObject>> sections; ///< documents of content by section: workflows, profiles, …
    Answers::Params params;                     ///< effective ones of the object, if they were asked for

    [[nodiscard]] QStringList names(const QString& section) const;
    /// The document of that name; empty when there is none.
    [[nodiscard]] QJsonObject document(const QString& section, const QString& name) const;
};

enum class FormKind : quint8 {
    Params,
    ProfileParams,
    Machine,
    Broker,
    NewBroker,
    NewProfile,
    NewTemplate,
    Pool,
    NewPool,
    AddMachines,
    RemoveMachines,
    AllocateMachines,
    ReleaseMachines,
    RunBlueprint,
    NewOrder,
    Import,
    Undo,
};

/// One thing that can be edited: its fields and the command that they come to. Made by editforms.h; a value.
struct EditForm
{
    FormKind kind = FormKind::Params;
    QString object;          ///< what it is about, as people name it
    QStringList sections;    ///< of content that must be known
    QString effectiveOf;     ///< machine whose effective params must be known; empty: none
    QStringList choosers;    ///< when one of these fields changes the others are made anew
    bool wantsChange = true; ///< nothing typed is nothing to do
    /// The fields, by what is known and what is typed already.
    std::function<QList<ParamField>(const FormContent&, const ParamDraft&)> fields;
    /// Secrets that the command leaves out, to be told; may be empty.
    std::function<QStringList(const FormContent&)> leftOut;
    /// What must be asked about the typed text before there is a command; may be empty.
    std::function<Query(const ParamDraft&)> prepare;
    /// The command, or why there is none. `prepared`: the answer to `prepare`.
    std::function<Result<Command>(const ParamDraft&, const Answer* prepared)> command;
};

/// A form for one edit: a draft with what is wrong in it, what the engine says its command would do, and the
/// command. Each edit is tried on the engine, which changes nothing, so that what will change is shown as it
/// will be recorded. Owned by its dialog; UI thread.
class FormController : public QObject
{
    Q_OBJECT
public:
    FormController(Engine& engine, CommandSender& sender, EditForm form, QObject* parent = nullptr);

    /// Asks what the form has to know; loaded() or loadFailed() follows.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    [[nodiscard]] const EditForm& form() const { return m_form; }
    [[nodiscard]] ParamDraft& draft() { return m_draft; }
    /// What it asked for.
    [[nodiscard]] const FormContent& content() const { return m_content; }
    /// Secrets that are not part of it.
    [[nodiscard]] QStringList leftOut() const;
    /// A param that no content declares; nothing when there is a field of that name.
    void addParam(const QString& name);

    [[nodiscard]] QString reason() const { return m_reason; }
    void setReason(const QString& reason) { m_reason = reason; }

    /// What the command would record now, in order; empty while nothing is typed or something is wrong.
    [[nodiscard]] const QList<EventRecord>& trial() const { return m_trial; }
    [[nodiscard]] int trialTotal() const { return m_trialTotal; }
    /// Why it would be, or was, refused.
    [[nodiscard]] const std::optional<Error>& refusal() const { return m_refusal; }
    [[nodiscard]] bool isTrying() const { return m_trying; }
    [[nodiscard]] bool isApplying() const { return m_applying; }
    /// Something is typed that would be lost.
    [[nodiscard]] bool isDirty() const { return m_draft.changedCount() > 0; }
    [[nodiscard]] bool canApply() const;
    void apply();
    /// What apply() would send: of the draft as it is, shortly after the last edit.
    [[nodiscard]] const std::optional<Command>& command() const { return m_command; }
    /// The same as a shell command; empty while there is none.
    [[nodiscard]] QString commandText() const;

    static constexpr int tryDelay = 200; ///< ms after the last edit

signals:
    void loaded();
    void loadFailed(const Drover::Error& error);
    void changed();
    void applied(const Drover::Receipt& receipt);

private:
    void takeContent(const QString& section, const Result<Answer>& answer);
    void buildFields();
    void edited();
    void prepare();
    void attempt(const Result<Command>& command);
    void takeTrial(const Result<Answer>& answer);
    [[nodiscard]] bool isComplete() const;

    Engine& m_engine;
    CommandSender& m_sender;
    EditForm m_form;
    FormContent m_content;
    ParamDraft m_draft;
    QStringList m_added;
    QStringList m_chosen; ///< of the form's choosers
    QString m_reason;
    QTimer m_delay;
    int m_waiting = 0;
    int m_generation = 0;
    bool m_loaded = false;
    bool m_trying = false;
    bool m_applying = false;
    std::optional<Command> m_command; ///< of the draft as it is
    QList<EventRecord> m_trial;
    int m_trialTotal = 0;
    std::optional<Error> m_refusal;
};

} // namespace Drover
