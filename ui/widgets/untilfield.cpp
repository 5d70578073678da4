#include "ui/widgets/untilfield.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int offeredHours = 8; // a shift
constexpr int leastSeconds = 60;

} // namespace

UntilField::UntilField(const QString& name, const QString& text, Instant now, QWidget* parent)
    : QWidget(parent), m_ends(new QCheckBox(text, this)), m_moment(new QDateTimeEdit(this))
{
    m_ends->setObjectName(name + u"/ends"_s);
    m_ends->setAccessibleName(text);
    m_moment->setObjectName(name + u"/until"_s);
    m_moment->setAccessibleName(tr("Until, UTC"));
    m_moment->setTimeSpec(Qt::UTC);
    m_moment->setDisplayFormat(u"yyyy-MM-dd HH:mm 'UTC'"_s);
    const QDateTime present = QDateTime::fromMSecsSinceEpoch(now.ms(), Qt::UTC);
    m_moment->setMinimumDateTime(present.addSecs(leastSeconds));
    m_moment->setDateTime(present.addSecs(offeredHours * 3600));
    m_moment->setEnabled(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_ends);
    row->addWidget(m_moment);
    row->addStretch(1);
    connect(m_ends, &QCheckBox::toggled, this, [this](bool on) {
        m_moment->setEnabled(on);
        emit changed();
    });
    connect(m_moment, &QDateTimeEdit::dateTimeChanged, this, &UntilField::changed);
}

Instant UntilField::until() const
{
    return m_ends->isChecked() ? Instant(m_moment->dateTime().toMSecsSinceEpoch()) : Instant();
}

} // namespace Drover
