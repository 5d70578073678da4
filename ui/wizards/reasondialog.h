#pragma once

#include "ui/widgets/controls.h"

#include <QDialog>
#include <functional>

class QCheckBox;
class QLineEdit;

namespace Drover {

/// What a ReasonDialog asks.
struct ReasonQuestion
{
    QString title;
    QString text;    ///< what will happen, and what remains
    QString confirm; ///< words of the button
    ButtonKind kind = ButtonKind::Primary;
    bool required = false; ///< the button stays off without a reason
    QString choice;        ///< a check box, when not empty
};

/// Asks for a reason before something is done that others will wonder about. Window-modal, deletes itself;
/// the answer comes through the callback, and not at all when it was cancelled. UI thread.
class ReasonDialog : public QDialog
{
    Q_OBJECT
public:
    using Answer = std::function<void(const QString& reason, bool chosen)>;
    static void ask(QWidget* parent, const ReasonQuestion& question, Answer answer);

private:
    ReasonDialog(QWidget* parent, const ReasonQuestion& question, Answer answer);
};

} // namespace Drover
