#pragma once

#include "engine/api/query.h"
#include "models/keyedtreemodel.h"
#include "models/replica.h"

namespace Drover {

/// What is opened in the content pane: an object, and of a task one of its templates. A value.
struct ContentKey
{
    QString section;
    QString name;
    QString templateName; ///< of a task; empty: the task itself
    bool operator==(const ContentKey&) const = default;
    [[nodiscard]] bool isSet() const { return !name.isEmpty(); }
    /// Unique in the tree.
    [[nodiscard]] QString toString() const;
};

struct ContentTreeRow
{
    enum class Kind { Pack, Section, Object, Template };
    Kind kind = Kind::Pack;
    QString text;
    ContentKey key;  ///< of objects and templates; of a section its name only
    QString version; ///< of a pack
    QString hint;
    int count = -1; ///< objects in a section, templates of a task
    int faults = 0; ///< of the object and all below
    bool locked = false;
    bool own = false; ///< made here, not by a pack
    bool operator==(const ContentTreeRow&) const = default;
};

/// Packs in load order, their objects by kind, the templates of tasks; on top of them what was made here.
/// UI thread.
class ContentTreeModel : public KeyedTreeModel<ContentTreeRow>
{
    Q_OBJECT
public:
    explicit ContentTreeModel(QObject* parent = nullptr) : KeyedTreeModel(1, parent) {}

    /// `own`: profiles of the writable layer, by name.
    void setPacks(const Answers::ContentPacks& packs, const QStringList& own);
    /// How many faults a task's templates have, by ContentKey::toString(); a name without a template counts
    /// for the task alone.
    void setFaults(const QHash<QString, int>& faults);

    [[nodiscard]] const ContentTreeRow& at(const QModelIndex& index) const { return rowAt(index); }
    [[nodiscard]] QModelIndex indexOf(const ContentKey& key) const { return indexOfKey(key.toString()); }
    [[nodiscard]] int objectCount() const { return m_objects; }
    [[nodiscard]] int packCount() const { return int(m_packs.packs.size()); }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    using Spec = TreeSpec<ContentTreeRow>;
    void refresh();
    [[nodiscard]] Spec object(const Answers::ContentEntry& entry) const;
    static void addSection(Spec& pack, const QString& section, const QList<Spec>& objects);

    Answers::ContentPacks m_packs;
    QStringList m_own;
    QHash<QString, int> m_faults;
    int m_objects = 0;
};

} // namespace Drover
