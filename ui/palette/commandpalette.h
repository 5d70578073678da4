#pragma once

#include "ui/palette/palettelist.h"
#include "ui/shell/windowcontext.h"

#include <QAbstractButton>
#include <QFrame>

class QLineEdit;
class QListView;
class QLabel;

namespace Drover {

/// Ctrl+K: one field that finds every action and every object. Actions come from the window, objects from the
/// replica; what is chosen is done when it has closed. Made when it is asked for, deletes itself; UI thread.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    CommandPalette(const WindowContext& context, const QList<PaletteEntry>& actions, QWidget* window);

    /// Below the upper edge of `field`, in its middle (global coordinates).
    void openAt(const QRect& field);

    static constexpr int actionsShown = 7;
    static constexpr int objectsShown = 8;

signals:
    /// An object's key (models/objectkey.h).
    void objectChosen(const QString& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const QString& typed);
    void step(int direction);
    void run(const QModelIndex& index);
    [[nodiscard]] PaletteModel::Section findActions(const QString& typed, int limit) const;
    [[nodiscard]] PaletteModel::Section findObjects(const QString& typed, int limit);
    [[nodiscard]] PaletteEntry objectEntry(const QString& title, IconName icon, const QString& key);
    void fitHeight();

    WindowContext m_context;
    QList<PaletteEntry> m_actions;
    PaletteModel m_model;
    QLineEdit* m_field;
    QListView* m_list;
    QLabel* m_nothing;
    int m_most = 480; ///< height that the window leaves it
};

/// The field in the top bar that opens the palette: looks like a field, is a button. UI thread.
class PaletteField : public QAbstractButton
{
    Q_OBJECT
public:
    explicit PaletteField(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {480, 32}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 32}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace Drover
