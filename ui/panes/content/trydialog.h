#pragma once

#include "engine/core/contentview.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;

namespace Drover {

class ContentController;

/// Asks for a value that a param shall have in the rendering, and nowhere else. Window-modal, deletes itself;
/// UI thread.
class TryDialog : public QDialog
{
    Q_OBJECT
public:
    /// `param` is chosen at first; empty: the first that the template names.
    TryDialog(ContentController& controller, const QString& param, QWidget* parent);

private:
    void showCurrent();
    void tell();
    void take();
    [[nodiscard]] const ParamUse* use() const;

    ContentController& m_controller;
    QComboBox* m_param;
    QLineEdit* m_value;
    QLabel* m_hint;
};

} // namespace Drover
