#pragma once

#include <QStringList>
#include <QWidget>

namespace Drover {

/// Keys as caps; alternatives, parted by two spaces, stand side by side. 22 high. Owned by its parent; UI
/// thread.
class KeyCaps : public QWidget
{
    Q_OBJECT
public:
    explicit KeyCaps(const QString& keys, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QStringList m_keys;
};

} // namespace Drover
