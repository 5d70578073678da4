#pragma once

#include "ui/palette/palettelist.h"
#include "ui/shell/windowcontext.h"

#include <QAbstractButton>
#include <QFrame>

class QListView;
class QLabel;

namespace Drover {

class PaletteFoot;
class SearchField;

/// Ctrl+K: one field that finds every action and every object. Actions come from the window, objects from the
/// replica; what is chosen is done when it has closed. `recent` is the window's, the latest first; what is
/// done here is noted there. Made when it is asked for, deletes itself; UI thread.
class CommandPalette : public QFrame
{
    Q_OBJECT
public:
    CommandPalette(const WindowContext& context, const QList<PaletteEntry>& actions, QStringList& recent,
                   QWidget* window);

    /// Below the upper edge of `field`, in its middle (global coordinates).
    void openAt(const QRect& field);
    /// Only what can be done with one object, by its name: the answer to actionsWanted.
    void showActions(const QList<PaletteEntry>& actions, const QString& about);

    static constexpr int actionsShown = 7;
    static constexpr int objectsShown = 8;
    static constexpr int recentKept = 8;

signals:
    /// An object's key (models/objectkey.h).
    void objectChosen(const QString& key);
    /// Tab on an object: it is to be selected and its actions shown.
    void actionsWanted(const QString& key);
    /// All events with a text.
    void journalWanted(const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const QString& typed);
    [[nodiscard]] QList<PaletteModel::Section> sectionsFor(const QString& text);
    [[nodiscard]] PaletteModel::Section journal(const QString& words);
    [[nodiscard]] PaletteModel::Section help();
    void step(int direction);
    void run(const QModelIndex& index);
    void toActions();
    void fitHeight();

    WindowContext m_context;
    QList<PaletteEntry> m_actions;
    QStringList& m_recent;
    QString m_about; ///< the object whose actions are shown; empty: everything is
    PaletteModel m_model;
    SearchField* m_field;
    QListView* m_list;
    QLabel* m_nothing;
    PaletteFoot* m_foot;
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
