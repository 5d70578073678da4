#include "ui/lists/queryedit.h"

#include "ui/text/words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/themehub.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QStyle>
#include <QTextCharFormat>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString problemText(const TextFilter::Problem& problem)
{
    switch (problem.fault) {
    case TextFilter::Fault::BadRegex:
        return QueryEdit::tr("Not a pattern, at character %1: %2").arg(problem.at + 1).arg(problem.about);
    case TextFilter::Fault::UnknownKey:
        return QueryEdit::tr("This list has no “%1” (character %2)").arg(problem.about).arg(problem.at + 1);
    case TextFilter::Fault::NoNumber:
        return QueryEdit::tr("Compare with a number (character %1)").arg(problem.at + 1);
    }
    Q_UNREACHABLE();
}

} // namespace

QueryEdit::QueryEdit(const QString& placeholder, QWidget* parent)
    : SearchField(IconName::Filter, placeholder, parent), m_completer(new QCompleter(&m_choices, this))
{
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setCompletionMode(QCompleter::PopupCompletion);
    m_completer->popup()->setAccessibleName(tr("Values to choose from"));
    m_completer->popup()->setProperty("popup", u"true"_s);
    connect(m_completer, qOverload<const QString&>(&QCompleter::activated), this, &QueryEdit::complete);
    connect(this, &QLineEdit::textChanged, this, &QueryEdit::read);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
    connect(&ThemeHub::instance(), &ThemeHub::changed, this, [this] { paintTokens(parsed()); });
}

void QueryEdit::setKeys(const FilterKeys& keys)
{
    m_keys = keys;
    m_help =
        tr("key:value with the keys %1; a,b for either; =value for exactly; >n, <n; /regex/; a leading - for "
           "not. %2 Ctrl+Space lists the keys.")
            .arg(keys.keys.join(u", "_s), keys.bareWord);
    setToolTip(m_help);
}

void QueryEdit::setMatches(int rows)
{
    m_matches = rows;
    if (!m_wrong)
        setResult(text().trimmed().isEmpty() ? QString() : tr("%1 match").arg(countText(rows)));
}

TextFilter QueryEdit::parsed() const
{
    return TextFilter::parse(text(), m_keys.only ? m_keys.keys : QStringList());
}

void QueryEdit::read()
{
    const TextFilter typed = parsed();
    paintTokens(typed);
    tell(typed);
    if (m_wrong)
        return;
    m_filter = typed;
    emit filterChanged(m_filter);
}

void QueryEdit::tell(const TextFilter& typed)
{
    const bool wrong = typed.problem().has_value();
    const QString words = wrong ? problemText(*typed.problem()) : QString();
    if (wrong)
        setResult(tr("wrong at %1").arg(typed.problem()->at + 1));
    if (words != accessibleDescription()) {
        setAccessibleDescription(words);
        setToolTip(wrong ? words : m_help);
        emit problemChanged(words);
    }
    if (wrong == m_wrong)
        return;
    m_wrong = wrong;
    setProperty("problem", wrong ? u"error"_s : QString());
    style()->unpolish(this);
    style()->polish(this);
    if (!wrong)
        m_matches >= 0 ? setMatches(m_matches) : setResult({});
}

/// A line edit takes formats from an input method, and from nobody else.
void QueryEdit::paintTokens(const TextFilter& typed)
{
    const Theme& theme = Theme::current();
    QList<QInputMethodEvent::Attribute> attributes;
    for (const TextFilter::Token& token : typed.tokens()) {
        const bool wrong = typed.problem() && typed.problem()->token.start == token.start;
        const auto add = [&](int from, int to, ColorRole color) {
            QTextCharFormat format;
            format.setForeground(theme.color(color));
            if (wrong) {
                format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
                format.setUnderlineColor(theme.color(ColorRole::Bad));
            }
            if (to > from)
                attributes.append(
                    {QInputMethodEvent::TextFormat, from - cursorPosition(), to - from, format});
        };
        const int keyStart = token.start + (token.negated ? 1 : 0);
        add(token.start, keyStart, ColorRole::Bad);
        add(keyStart, token.valueStart, ColorRole::Acc);
        add(token.valueStart, token.start + token.length, token.isRegex ? ColorRole::Warn : ColorRole::Tx1);
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void QueryEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer(true);
        return;
    }
    // The popup takes these through the completer.
    if (m_completer->popup()->isVisible() &&
        (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Tab)) {
        event->ignore();
        return;
    }
    SearchField::keyPressEvent(event);
}

/// Opens the list of what fits at the cursor: values behind `key:`, the keys themselves when asked for.
void QueryEdit::offer(bool keysToo)
{
    const int cursor = cursorPosition();
    const TextFilter typed = TextFilter::parse(text().left(cursor));
    const TextFilter::Token token =
        typed.tokens().isEmpty() ||
                typed.tokens().constLast().start + typed.tokens().constLast().length < cursor
            ? TextFilter::Token{.start = cursor, .valueStart = cursor}
            : typed.tokens().constLast();
    const int keyStart = token.start + (token.negated ? 1 : 0);
    QStringList choices;
    m_replaceFrom = token.valueStart;
    if (token.valueStart > keyStart && !token.isRegex && m_keys.values) {
        const QString value = text().mid(token.valueStart, cursor - token.valueStart);
        m_replaceFrom += int(value.lastIndexOf(u',')) + 1;
        if (value.startsWith(u'='))
            m_replaceFrom = std::max(m_replaceFrom, token.valueStart + 1);
        choices = m_keys.values(text().mid(keyStart, token.valueStart - keyStart - 1).toLower());
    } else if (keysToo && token.valueStart == keyStart) {
        for (const QString& key : std::as_const(m_keys.keys))
            choices.append(key + u':');
    }
    const QString begun = text().mid(m_replaceFrom, cursor - m_replaceFrom);
    m_choices.setStringList(choices);
    m_completer->setCompletionPrefix(begun);
    const bool offers = m_completer->completionCount() > 1 ||
                        (m_completer->completionCount() == 1 &&
                         m_completer->currentCompletion().compare(begun, Qt::CaseInsensitive) != 0);
    if (!offers) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(textScaled(220));
    place.setBottom(height() + 1); // it opens below the field and its frame
    m_completer->complete(place);
}

void QueryEdit::complete(const QString& choice)
{
    const QString quoted = choice.contains(u' ') ? u"\"%1\""_s.arg(choice) : choice;
    const int cursor = cursorPosition();
    setText(text().left(m_replaceFrom) + quoted + text().mid(cursor));
    setCursorPosition(m_replaceFrom + int(quoted.size()));
    if (choice.endsWith(u':'))
        offer(false);
}

} // namespace Drover
