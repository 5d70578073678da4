#pragma once

#include "ui/palette/palettelist.h"

#include <QCoreApplication>

namespace Drover {

class Replica;

/// What of all that can be done and seen answers to a few letters. Holds no state; UI thread.
class PaletteSearch
{
    Q_DECLARE_TR_FUNCTIONS(Drover::PaletteSearch)
public:
    /// The best `limit` of `actions`. `about`: only those on the object of this name; empty: all.
    [[nodiscard]] static PaletteModel::Section
    actions(const QList<PaletteEntry>& actions, const QString& typed, int limit, const QString& about = {});
    /// The best `limit` clusters, pools and, once something is typed, machines. They have no `run`.
    [[nodiscard]] static PaletteModel::Section objects(const Replica& replica, const QString& typed,
                                                       int limit);
    /// Those of `recent` that are still there, the latest first: titles of actions, keys of objects.
    [[nodiscard]] static PaletteModel::Section
    recent(const Replica& replica, const QList<PaletteEntry>& actions, const QStringList& recent);

private:
    [[nodiscard]] static PaletteEntry objectEntry(const Replica& replica, const QString& title, IconName icon,
                                                  const QString& key);
};

} // namespace Drover
