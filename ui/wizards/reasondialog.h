#pragma once

#include "engine/core/instant.h"
#include "ui/widgets/controls.h"

#include <QDialog>
#include <functional>

class QCheckBox;
class QLabel;
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
    QString until = {};    ///< words before the moment at which it ends by itself, when it can
    Instant now = {};      ///< the engine's, for that moment
};

struct ReasonAnswer
{
    QString reason;
    bool chosen = false; ///< the check box
    Instant until;       ///< not set: it does not end by itself
};

/// Asks for a reason before something is done that others will wonder about. Window-modal, deletes itself;
/// the answer comes through the callback, and not at all when it was cancelled. UI thread.
class ReasonDialog : public QDialog
{
    Q_OBJECT
public:
    using Answer = std::function<void(const ReasonAnswer&)>;
    /// The dialog, for who has more to tell while it is open.
    static ReasonDialog* ask(QWidget* parent, const ReasonQuestion& question, Answer answer);

    /// What would come of it now, below the text.
    void setOutcome(const QString& text);

signals:
    void choiceChanged(bool chosen);

private:
    ReasonDialog(QWidget* parent, const ReasonQuestion& question, Answer answer);

    QLabel* m_outcome = nullptr;
};

} // namespace Drover
