#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace Drover {

/// Tells when its widget comes into sight and when it goes: what nobody sees need not be worked out. Owned by
/// the widget; UI thread.
class ShownWatch : public QObject
{
public:
    ShownWatch(QWidget* widget, std::function<void(bool shown)> tell);

protected:
    bool eventFilter(QObject* widget, QEvent* event) override;

private:
    std::function<void(bool)> m_tell;
};

} // namespace Drover
