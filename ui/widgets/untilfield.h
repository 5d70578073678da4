#pragma once

#include "engine/core/instant.h"

#include <QWidget>

class QCheckBox;
class QDateTimeEdit;

namespace Drover {

/// Asks when something ends by itself: a check box that is off at first, and a moment of UTC behind it. Owned
/// by its parent; UI thread.
class UntilField : public QWidget
{
    Q_OBJECT
public:
    /// `name` begins the object names of its parts; `now` is the engine's, whose clock may be another's.
    UntilField(const QString& name, const QString& text, Instant now, QWidget* parent = nullptr);

    /// Not set: never by itself.
    [[nodiscard]] Instant until() const;

signals:
    void changed();

private:
    QCheckBox* m_ends = nullptr;
    QDateTimeEdit* m_moment = nullptr;
};

} // namespace Drover
