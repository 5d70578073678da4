#pragma once

#include "engine/api/query.h"
#include "models/content/sidebyside.h"
#include "ui/widgets/codeview.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace Drover {

class ContentController;
class ElidedLabel;

/// A template and what it becomes for one machine, side by side, line by line. Owned by the content page; UI
/// thread.
class CodePair : public QWidget
{
    Q_OBJECT
public:
    explicit CodePair(ContentController& controller, QWidget* parent = nullptr);

    enum class Shown { Template, Both, Rendered };
    void setShown(Shown shown);
    /// Anew from the controller.
    void refresh();
    /// To a line of the template.
    void goToLine(int line);

signals:
    void paramChosen(const QString& name);

private:
    [[nodiscard]] QWidget* buildTemplateHead();
    [[nodiscard]] QWidget* buildRenderedHead();
    void showRows();
    void showMarks();
    void showChooser();
    void updatePosition();
    [[nodiscard]] QString source() const;
    [[nodiscard]] const RenderedText* text() const;

    ContentController& m_controller;
    QSet<QString> m_open; ///< included templates shown line by line
    QList<CodeRow> m_rows;
    QWidget* m_leftSide;
    QWidget* m_rightSide;
    CodeView* m_template;
    CodeView* m_rendered;
    QLabel* m_lines = nullptr;
    QLabel* m_position = nullptr;
    QComboBox* m_machine = nullptr;
    QLabel* m_took = nullptr;
};

} // namespace Drover
