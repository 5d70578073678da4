#include "ui/palette/palettefoot.h"

#include "ui/palette/palettelist.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keycaps.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <initializer_list>
#include <utility>

using namespace Qt::StringLiterals;

namespace Drover {

PaletteFoot::PaletteFoot(QWidget* parent)
    : QWidget(parent), m_preview(new QWidget(this)),
      m_hint(new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, m_preview)),
      m_command(new ElidedLabel(FontRole::FigureSmall, ColorRole::Tx2, m_preview)),
      m_copy(makeIconButton(u"palette/copy"_s, IconName::Copy, tr("Copy as command"), m_preview))
{
    m_hint->setObjectName(u"palette/hint"_s);
    m_command->setObjectName(u"palette/command"_s);
    m_copy->setFocusPolicy(Qt::NoFocus); // the field keeps the keyboard; Ctrl+C copies
    m_preview->setFixedHeight(previewHeight);
    auto* preview = new QHBoxLayout(m_preview);
    preview->setContentsMargins(12, 0, 8, 0);
    preview->addWidget(m_hint, 1);
    preview->addWidget(m_command, 1);
    preview->addWidget(m_copy);

    auto* hints = new QWidget(this);
    hints->setFixedHeight(hintsHeight);
    auto* row = new QHBoxLayout(hints);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(6);
    const auto add = [&](const QString& keys, const QString& what) {
        row->addWidget(new KeyCaps(keys, hints));
        row->addWidget(makeLabel(what, FontRole::Label, ColorRole::Tx3, hints));
        row->addSpacing(6);
    };
    add(u"↑  ↓"_s, tr("choose"));
    add(u"Enter"_s, tr("run"));
    add(u"Tab"_s, tr("actions of the row"));
    row->addStretch();
    add(u">"_s, tr("do"));
    add(u"@"_s, tr("go to"));
    add(u"#"_s, tr("journal"));
    add(u"?"_s, tr("help"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(this));
    column->addWidget(m_preview);
    column->addWidget(makeLine(this));
    column->addWidget(hints);
    connect(m_copy, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_command->text()); });
}

void PaletteFoot::show(const PaletteEntry* entry)
{
    m_hint->setText(entry ? entry->hint : QString());
    m_command->setText(entry ? entry->command : QString());
    const bool hasCommand = entry && !entry->command.isEmpty();
    m_command->setVisible(hasCommand);
    m_copy->setVisible(hasCommand);
}

} // namespace Drover
