#pragma once

#include "ui/shell/windowcontext.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace Drover {

class ObjectActions;

/// What a directory without clusters shows: what is there already, and the next step: provisioning when there
/// are machines, else the commands that bring some. Owned by the clusters pane; UI thread.
class FirstRun : public QWidget
{
    Q_OBJECT
public:
    FirstRun(const WindowContext& context, ObjectActions& actions, QWidget* parent = nullptr);

private:
    void update();
    [[nodiscard]] QWidget* commandRow(const QString& name, const QString& what, const QString& command);

    WindowContext m_context;
    QLabel* m_title;
    QLabel* m_text;
    QWidget* m_commands;
    QPushButton* m_provision;
};

} // namespace Drover
