#pragma once

#include "models/lists/savedview.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace Drover {

class FlowRow;
class ViewPill;

/// The named filters of a list as pills with live counts: those that it always has, then the person's own.
/// When what is typed is none of them, a pill says so and it can be saved under a name. Owned by its pane; UI
/// thread.
class ViewBar : public QWidget
{
    Q_OBJECT
public:
    /// `place` begins the objectNames of its parts.
    ViewBar(const QString& place, const QList<SavedView>& always, QWidget* parent = nullptr);

    void setOwnViews(const QList<SavedView>& views);
    [[nodiscard]] const QList<SavedView>& ownViews() const { return m_own; }
    /// Those it always has, then the own ones; counts are by this place.
    [[nodiscard]] QList<SavedView> views() const { return m_always + m_own; }
    void setCount(int view, int rows, bool troubled = false);
    /// How the list is just now: what "Save view…" would save, and how many rows match it.
    void setPresent(const SavedView& view, int rows);

    static constexpr int viewsMost = 32;

signals:
    void viewChosen(const Drover::SavedView& view);
    void viewsChanged(); ///< own ones were set, saved or removed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void markPresent();
    void openMenu(int view, const QPoint& at);
    void endNaming();
    void save();

    QString m_place;
    FlowRow* m_flow = nullptr;
    QList<SavedView> m_always;
    QList<SavedView> m_own;
    QList<ViewPill*> m_pills;
    ViewPill* m_unsaved;
    QPushButton* m_save;
    QLineEdit* m_name;
    SavedView m_present;
};

} // namespace Drover
