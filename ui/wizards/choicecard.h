#pragma once

#include "ui/theme/icons.h"

#include <QAbstractButton>

namespace Drover {

/// One of several choices as a card: radio dot, title, up to two lines of text, a figure at the right. Put
/// into an exclusive QButtonGroup. Owned by its page; UI thread.
class ChoiceCard : public QAbstractButton
{
    Q_OBJECT
public:
    ChoiceCard(const QString& title, const QString& text, QWidget* parent = nullptr);

    void setAside(const QString& text);
    void setWarning(bool on); ///< the text in amber
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    QString m_aside;
    bool m_warning = false;
};

} // namespace Drover
