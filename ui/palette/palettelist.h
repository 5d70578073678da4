#pragma once

#include "models/status.h"
#include "ui/theme/icons.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>
#include <functional>
#include <optional>

namespace Drover {

/// One thing that the command palette offers.
struct PaletteEntry
{
    IconName icon = IconName::Info;
    QString title;
    QString name;                 ///< what it is called by itself, where the title says more: "Machines"
    QString detail;               ///< dim behind the title
    QString keys;                 ///< its shortcut, as shown
    QString hint;                 ///< what opens, and whether anything starts
    QString command;              ///< the same for a shell
    QString about;                ///< the object it acts on
    QString object;               ///< key of the object that it leads to (models/objectkey.h)
    std::optional<Status> status; ///< of an object, at the right
    bool destructive = false;
    std::function<void()> run;
    QList<int> marks; ///< letters of the title that were typed
    int score = 0;
};

/// What the palette shows: sections with a head each. Filled anew with every letter; UI thread.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    struct Section
    {
        QString title;
        QList<PaletteEntry> entries; ///< those shown, best first
        qsizetype found = 0;         ///< how many there are
    };

    using QAbstractListModel::QAbstractListModel;

    void setSections(const QList<Section>& sections);
    /// Nothing for a head.
    [[nodiscard]] const PaletteEntry* entry(const QModelIndex& index) const;
    [[nodiscard]] qsizetype found() const { return m_found; } ///< in all sections
    [[nodiscard]] QString headText(int row) const { return m_rows.at(row).head; }
    [[nodiscard]] QString headCount(int row) const { return m_rows.at(row).count; }
    /// The next row with an entry from `row` on, in steps of 1 or -1; -1 = none.
    [[nodiscard]] int nextEntry(int row, int step) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    struct Row
    {
        QString head;
        QString count;
        PaletteEntry entry;
        bool isHead = false;
    };
    QList<Row> m_rows;
    qsizetype m_found = 0;
};

/// Paints heads of 24 and entries of 32. Owned by the list; UI thread.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    PaletteDelegate(const PaletteModel& model, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const PaletteModel& m_model;
};

} // namespace Drover
