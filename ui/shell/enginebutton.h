#pragma once

#include "ui/shell/surroundings.h"

#include <QAbstractButton>

namespace Drover {

/// The box of the top bar that says which data directory this is and whose engine works in it; opens a menu
/// of others. 32 high. Owned by the bar; UI thread.
class EngineButton : public QAbstractButton
{
    Q_OBJECT
public:
    explicit EngineButton(QWidget* parent = nullptr);

    void setPlace(const QString& directory, EngineOwner owner, bool silent);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {150, 32}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString word() const;

    QString m_directory;
    EngineOwner m_owner = EngineOwner::ThisWindow;
    bool m_silent = false;
};

} // namespace Drover
