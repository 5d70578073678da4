#pragma once

#include "engine/content/definitions.h"
#include "engine/content/sourcenode.h"
#include "engine/core/error.h"

namespace Drover {

/// Reads the keys of one object (a task, a template entry, a pack's meta) out of its source, checks their
/// types, notes their places and, at the end, complains about keys nobody asked for. Lives for one object.
class ObjectReader
{
public:
    /// `what` names the object in problems ("task \"install\"").
    ObjectReader(const SourceNode& node, QString what, QString file, Problems& problems);

    [[nodiscard]] QString text(const QString& key);
    [[nodiscard]] QStringList list(const QString& key);
    [[nodiscard]] QJsonObject object(const QString& key);
    [[nodiscard]] bool flag(const QString& key);
    [[nodiscard]] double number(const QString& key, double otherwise);
    /// The member itself when it is there and a list (or a map); else null, with a problem when it is of
    /// another kind.
    [[nodiscard]] const SourceNode* listNode(const QString& key);
    [[nodiscard]] const SourceNode* mapNode(const QString& key);
    /// Keys that DRP writes and this program has no use for.
    void ignore(const QStringList& keys);
    /// Complains about the keys that are left.
    void finish();

    void complain(const SourceNode& at, const QString& what, const QString& mend);
    [[nodiscard]] SourcePlace placeOf(const SourceNode& node) const;
    [[nodiscard]] const SourceNode& node() const { return m_node; }
    [[nodiscard]] const QString& file() const { return m_file; }

    /// The places of all keys asked for, and of the items of lists and members of maps.
    [[nodiscard]] const QHash<QString, SourcePlace>& places() const { return m_places; }

private:
    const SourceNode* take(const QString& key);
    void wrongType(const SourceNode& at, const QString& key, const QString& expected);

    const SourceNode& m_node;
    QString m_what;
    QString m_file;
    Problems& m_problems;
    QStringList m_known;
    QHash<QString, SourcePlace> m_places;
};

} // namespace Drover
