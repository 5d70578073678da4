#pragma once

#include "models/content/contentcontroller.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

namespace Drover {

class ContentPage;
class ContentProblems;
class ContentSide;
class ContentTree;

/// What the engine works with: packs and their objects, what any task becomes for any machine and by which
/// params, where everything is used, and what is wrong. Owned by the window; UI thread.
class ContentPane : public QWidget
{
    Q_OBJECT
public:
    explicit ContentPane(const WindowContext& context, QWidget* parent = nullptr);

    void open(const ContentKey& key);
    void openLoad();

signals:
    /// Show it on its own page.
    void objectRequested(const QString& key);

private:
    void openUse(const ContentUse& use);
    void openTry(const QString& param);
    void chooseFirst();
    void addKey(const QString& text, const QKeySequence& keys, void (ContentPane::*run)());
    void nextMachine() { m_controller.nextMachine(); }
    void nextProblem();
    void copyMend();
    void showUses();
    void search();

    WindowContext m_context;
    ContentController m_controller;
    ContentTree* m_tree;
    ContentPage* m_page;
    ContentProblems* m_problems;
    ContentSide* m_side;
    int m_lineToShow = 0; ///< as soon as its text is there
};

} // namespace Drover
