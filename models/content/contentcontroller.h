#pragma once

#include "engine/api/engine.h"
#include "models/content/contenttreemodel.h"
#include "models/replica.h"

#include <QTimer>
#include <optional>

namespace Drover {

/// A fault of a task's template, and the machines on which it shows.
struct TaskFault
{
    QString task;
    QString templateName; ///< of the task; empty: a param that the task requires
    RenderFault fault;
    QStringList machines; ///< some of them
    int failed = 0;
    int checked = 0; ///< 0: seen in one rendering only
    bool operator==(const TaskFault&) const = default;
};

/// What the content pane shows: the packs, the object that is opened, what its template becomes on one
/// machine, and the faults that checks have found. Asks the engine, again when packs, machine or profiles
/// change; an answer that comes late is dropped. Owned by the pane; UI thread.
class ContentController : public QObject
{
    Q_OBJECT
public:
    ContentController(Engine& engine, const Replica& replica, QObject* parent = nullptr);

    /// Only objects whose name or text holds it.
    void setSearch(const QString& text);
    void open(const ContentKey& key);
    /// Renders for it from now on; the name need not be among machines().
    void setMachine(const QString& name);
    void nextMachine();
    /// Renders as if the param had this value; undefined: as it is again. Nothing is saved.
    void tryValue(const QString& param, const QJsonValue& value);
    void dropTried();
    /// Renders the opened task for every machine that would use it.
    void check();
    /// The same for all tasks, one after the other.
    void checkAll();

    [[nodiscard]] const Answers::ContentPacks& packs() const { return m_packs; }
    [[nodiscard]] QStringList ownProfiles() const;
    [[nodiscard]] bool isListed() const { return m_listed; }
    [[nodiscard]] const ContentKey& key() const { return m_key; }
    /// As it was answered last, for the key.
    [[nodiscard]] const std::optional<Answers::ContentObject>& object() const { return m_object; }
    [[nodiscard]] const QString& machine() const { return m_machine; }
    /// Those that can be chosen: first the ones that would use the object.
    [[nodiscard]] QStringList machines() const;
    [[nodiscard]] const std::optional<Answers::Rendering>& rendering() const { return m_rendering; }
    /// Why there is none.
    [[nodiscard]] const std::optional<Error>& renderError() const { return m_renderError; }
    [[nodiscard]] const QJsonObject& tried() const { return m_tried; }
    [[nodiscard]] const std::optional<Answers::RenderCheck>& lastCheck() const { return m_check; }
    [[nodiscard]] bool isChecking() const { return m_checksOpen > 0; }

    /// Of the opened task first, then all others.
    [[nodiscard]] QList<TaskFault> faults() const;
    /// By ContentKey::toString(), for the tree.
    [[nodiscard]] QHash<QString, int> faultCounts() const;
    [[nodiscard]] int checkedTasks() const { return int(m_checks.size()); }

    static constexpr int patience = 250; ///< ms from a change to asking again
    static constexpr int checksAtOnce = 2;

signals:
    void packsChanged();
    void objectChanged();
    void renderingChanged();
    void faultsChanged();
    void failed(const Drover::Error& error);

private:
    void list();
    void askObject();
    void render();
    void startChecks();
    void follow(const ReplicaChanges& changes);
    [[nodiscard]] bool renders() const;
    [[nodiscard]] Queries::RenderTask renderQuery() const;
    void addFaults(QList<TaskFault>& list, const QString& task) const;

    Engine& m_engine;
    const Replica& m_replica;
    QTimer m_listAgain;
    QTimer m_renderAgain;
    QString m_search;
    Answers::ContentPacks m_packs;
    bool m_listed = false;
    ContentKey m_key;
    std::optional<Answers::ContentObject> m_object;
    QString m_machine;
    QJsonObject m_tried;
    std::optional<Answers::Rendering> m_rendering;
    std::optional<Error> m_renderError;
    std::optional<Answers::RenderCheck> m_check;
    QMap<QString, Answers::RenderCheck> m_checks; ///< by task
    QStringList m_toCheck;
    int m_checksOpen = 0;
    int m_listGeneration = 0;
    int m_objectGeneration = 0;
    int m_renderGeneration = 0;
    int m_checkGeneration = 0;
};

} // namespace Drover
