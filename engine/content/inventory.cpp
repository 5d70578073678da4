#include "engine/content/inventory.h"

#include "engine/content/nearest.h"
#include "engine/content/sourcenode.h"

#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Collects rows and what is wrong with them, so that a person mends a file once.
class InventoryReader
{
public:
    explicit InventoryReader(const SourceFile& file) : m_file(file) {}

    void readTop(const SourceNode& top);
    [[nodiscard]] const Problems& problems() const { return m_problems; }
    [[nodiscard]] const QList<Commands::MachineRow>& rows() const { return m_rows; }
    [[nodiscard]] const QHash<QString, int>& lines() const { return m_names; }

private:
    void readRow(const SourceNode& node);
    void readName(const SourceNode& node, Commands::MachineRow& row);
    QString readText(const SourceNode& node, const QString& key);
    void complain(const SourceNode& at, const QString& what, const QString& mend = {});

    const SourceFile& m_file;
    Problems m_problems;
    QList<Commands::MachineRow> m_rows;
    QHash<QString, int> m_names; ///< name → line
};

void InventoryReader::complain(const SourceNode& at, const QString& what, const QString& mend)
{
    m_problems.append(Problem{shownPath(m_file), at.line, at.column, what, mend});
}

void InventoryReader::readTop(const SourceNode& top)
{
    const SourceNode* machines = top.kind == SourceNode::Kind::Map ? top.find(u"machines"_s) : nullptr;
    if (!machines) {
        complain(top, u"there is no list `machines`"_s, u"begin the file with `machines:`"_s);
        return;
    }
    for (const SourceNode& key : top.keys) {
        if (key.text != "machines"_L1)
            complain(key, u"unknown key \"%1\""_s.arg(key.text), u"an inventory has only `machines`"_s);
    }
    if (machines->kind != SourceNode::Kind::List) {
        complain(*machines, u"`machines` is %1"_s.arg(machines->kindName()), u"make it a list of machines"_s);
        return;
    }
    if (machines->items.isEmpty())
        complain(*machines, u"`machines` is empty"_s, u"name at least one machine"_s);
    for (const SourceNode& row : machines->items)
        readRow(row);
}

void InventoryReader::readRow(const SourceNode& node)
{
    static const QStringList known{u"name"_s,        u"uuid"_s,     u"address"_s, u"pool"_s,
                                   u"description"_s, u"profiles"_s, u"params"_s};
    if (node.kind != SourceNode::Kind::Map) {
        complain(node, u"a machine is %1"_s.arg(node.kindName()), u"write it as `- name: NAME`"_s);
        return;
    }
    Commands::MachineRow row;
    for (qsizetype i = 0; i < node.keys.size(); ++i) {
        const QString& key = node.keys.at(i).text;
        const SourceNode& value = node.items.at(i);
        if (key == "name"_L1) {
            readName(value, row);
        } else if (key == "uuid"_L1) {
            row.uuid = readText(value, key);
            if (!row.uuid.isEmpty() && QUuid::fromString(row.uuid).isNull())
                complain(value, u"\"%1\" is no uuid"_s.arg(row.uuid), u"leave it out to have one made"_s);
        } else if (key == "address"_L1) {
            row.address = readText(value, key);
        } else if (key == "pool"_L1) {
            row.pool = readText(value, key);
        } else if (key == "description"_L1) {
            row.description = readText(value, key);
        } else if (key == "profiles"_L1) {
            if (value.kind != SourceNode::Kind::List)
                complain(value, u"`profiles` is %1"_s.arg(value.kindName()), u"make it a list of names"_s);
            for (const SourceNode& profile : value.items)
                row.profiles.append(readText(profile, key));
        } else if (key == "params"_L1) {
            if (value.kind != SourceNode::Kind::Map)
                complain(value, u"`params` is %1"_s.arg(value.kindName()), u"make it a map of NAME: VALUE"_s);
            else
                row.params = value.toJson().toObject();
        } else {
            complain(node.keys.at(i), u"unknown key \"%1\""_s.arg(key), suggestion(key, known));
        }
    }
    if (!node.find(u"name"_s))
        complain(node, u"a machine has no name"_s, u"give it `name:`"_s);
    m_rows.append(row);
}

void InventoryReader::readName(const SourceNode& node, Commands::MachineRow& row)
{
    // Names stand in paths, host names and command lines.
    static const QRegularExpression allowed(u"\\A[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?\\z"_s);
    row.name = readText(node, u"name"_s);
    if (row.name.isEmpty())
        return;
    if (!allowed.match(row.name).hasMatch()) {
        complain(node, u"\"%1\" can't be a machine's name"_s.arg(row.name.left(80)),
                 u"use letters, digits, `.`, `-` and `_`, at most 128"_s);
        return;
    }
    if (const int line = m_names.value(row.name); line > 0)
        complain(node, u"the machine %1 stands here twice"_s.arg(row.name),
                 u"it is in line %1 already"_s.arg(line));
    else
        m_names.insert(row.name, node.line);
}

QString InventoryReader::readText(const SourceNode& node, const QString& key)
{
    if (node.kind == SourceNode::Kind::Scalar && !node.text.isEmpty())
        return node.text;
    complain(node, u"`%1` is %2"_s.arg(key, node.text.isEmpty() ? u"empty"_s : node.kindName()),
             u"write a text"_s);
    return {};
}

} // namespace

tl::expected<QList<Commands::MachineRow>, Problems> readInventory(const SourceFile& file,
                                                                  QHash<QString, int>* lines)
{
    const auto top = parseSource(file);
    if (!top)
        return tl::make_unexpected(top.error());
    InventoryReader reader(file);
    reader.readTop(*top);
    if (!reader.problems().isEmpty())
        return tl::make_unexpected(reader.problems());
    if (lines)
        *lines = reader.lines();
    return reader.rows();
}

} // namespace Drover
