#include "ui/lists/viewbar.h"

#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/flowrow.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int pillHeight = 24;
constexpr int pillPadding = 10;
constexpr int pillGap = 6;

QString plain(const QString& query)
{
    return query.simplified();
}

} // namespace

/// A name and a figure in a rounded frame.
class ViewPill final : public QToolButton
{
public:
    explicit ViewPill(QWidget* parent) : QToolButton(parent)
    {
        setCheckable(true);
        setCursor(Qt::PointingHandCursor);
        setFixedHeight(pillHeight);
    }

    void setWords(const QString& name, const QString& figure, bool troubled)
    {
        if (text() == name && m_figure == figure && m_troubled == troubled)
            return;
        setText(name);
        m_figure = figure;
        m_troubled = troubled;
        setAccessibleName(figure.isEmpty() ? name : name + u' ' + figure);
        updateGeometry();
        update();
    }
    [[nodiscard]] QSize sizeHint() const override
    {
        const int figure = m_figure.isEmpty() ? 0 : pillGap + textWidth(FontRole::Figure, m_figure);
        return {2 * pillPadding + textWidth(FontRole::SecondaryMedium, text()) + figure + 2, pillHeight};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool on = isChecked();
        const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(theme.color(on ? ColorRole::SelLine : ColorRole::Line2));
        painter.setBrush(theme.color(on ? ColorRole::Sel : underMouse() ? ColorRole::Bg4 : ColorRole::Bg2));
        painter.drawRoundedRect(frame, pillHeight / 2.0, pillHeight / 2.0);
        const QRectF words = frame.adjusted(pillPadding, 0, -pillPadding, 0);
        drawText(painter, words, Qt::AlignLeft | Qt::AlignVCenter, text(), FontRole::SecondaryMedium,
                 theme.color(on ? ColorRole::Tx1 : ColorRole::Tx2));
        drawText(painter, words, Qt::AlignRight | Qt::AlignVCenter, m_figure, FontRole::Figure,
                 theme.color(m_troubled ? ColorRole::Warn : ColorRole::Tx3));
        if (hasFocus())
            drawFocusRing(painter, rect(), pillHeight / 2.0);
    }

private:
    QString m_figure;
    bool m_troubled = false;
};

ViewBar::ViewBar(const QString& place, const QList<SavedView>& always, QWidget* parent)
    : QWidget(parent), m_place(place), m_always(always), m_unsaved(new ViewPill(this)),
      m_save(makeButton(place + u"/save"_s, tr("Save view…"), IconName::Plus, ButtonKind::Link, this)),
      m_name(new QLineEdit(this))
{
    setObjectName(place);
    setAccessibleName(tr("Views"));
    setProperty("ground", u"panel"_s);
    m_unsaved->setObjectName(place + u"/unsaved"_s);
    m_unsaved->setChecked(true);
    connect(m_unsaved, &QToolButton::clicked, this, [this] { m_unsaved->setChecked(true); });
    m_name->setObjectName(place + u"/name"_s);
    m_name->setAccessibleName(tr("Name of the view"));
    m_name->setPlaceholderText(tr("Name, then Enter"));
    m_name->setProperty("extent", u"small"_s);
    m_name->setMaximumWidth(170);
    m_name->setMaxLength(60);
    m_name->installEventFilter(this);
    m_name->hide();
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_save->hide();
        m_name->show();
        m_name->setFocus(Qt::OtherFocusReason);
    });
    connect(m_name, &QLineEdit::returnPressed, this, &ViewBar::save);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(12, 8, 12, 8);
    m_flow = new FlowRow(nullptr);
    m_flow->setSpacing(6);
    line->addLayout(m_flow, 1);
    build();
}

void ViewBar::build()
{
    while (QLayoutItem* item = m_flow->takeAt(0))
        delete item;
    for (ViewPill* pill : std::as_const(m_pills))
        delete pill;
    m_pills.clear();
    const QList<SavedView> all = views();
    for (int i = 0; i < all.size(); ++i) {
        auto* pill = new ViewPill(this);
        pill->setObjectName(m_place + u'/' + all.at(i).name.toLower().replace(u' ', u'-'));
        pill->setWords(all.at(i).name, {}, false);
        pill->setToolTip(all.at(i).query);
        pill->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(pill, &QToolButton::clicked, this, [this, i] {
            markPresent(); // it becomes the present one when the list has taken it
            emit viewChosen(views().at(i));
        });
        connect(pill, &QWidget::customContextMenuRequested, this,
                [this, i, pill](const QPoint& at) { openMenu(i, pill->mapToGlobal(at)); });
        m_flow->addWidget(pill);
        pill->show();
        m_pills.append(pill);
    }
    m_flow->addWidget(m_unsaved);
    m_flow->addWidget(m_save);
    m_flow->addWidget(m_name);
    markPresent();
}

void ViewBar::setOwnViews(const QList<SavedView>& views)
{
    m_own = views.mid(0, viewsMost - m_always.size());
    build();
    emit viewsChanged();
}

void ViewBar::setCount(int view, int rows, bool troubled)
{
    if (view < m_pills.size())
        m_pills.at(view)->setWords(m_pills.at(view)->text(), countText(rows), troubled && rows > 0);
}

void ViewBar::setPresent(const SavedView& view, int rows)
{
    m_present = view;
    m_unsaved->setWords(tr("Unsaved filter"), countText(rows), false);
    markPresent();
}

void ViewBar::markPresent()
{
    const QList<SavedView> all = views();
    bool known = false;
    for (int i = 0; i < m_pills.size(); ++i) {
        const bool same = !known && plain(all.at(i).query) == plain(m_present.query);
        m_pills.at(i)->setChecked(same);
        known = known || same;
    }
    m_unsaved->setVisible(!known);
    m_save->setVisible(!known && m_name->isHidden() && views().size() < viewsMost);
}

void ViewBar::openMenu(int view, const QPoint& at)
{
    if (view < m_always.size())
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("View"));
    QAction* remove = menu->addAction(tr("Remove view “%1”").arg(m_own.at(view - m_always.size()).name));
    connect(remove, &QAction::triggered, this, [this, view] {
        m_own.removeAt(view - m_always.size());
        build();
        emit viewsChanged();
    });
    menu->popup(at);
}

void ViewBar::endNaming()
{
    m_name->hide();
    m_name->clear();
    markPresent();
}

void ViewBar::save()
{
    SavedView view = m_present;
    view.name = m_name->text().simplified();
    if (view.name.isEmpty())
        return;
    // The same name again means the view as it is now.
    m_own.removeIf([&](const SavedView& own) { return own.name == view.name; });
    m_own.append(view);
    endNaming();
    build();
    emit viewsChanged();
}

bool ViewBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_name && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        endNaming();
        return true;
    }
    if (watched == m_name && event->type() == QEvent::FocusOut && m_name->text().isEmpty())
        endNaming();
    return QWidget::eventFilter(watched, event);
}

} // namespace Drover
