using MlNetCnn.Keras;

namespace MlNetCnn.Protobuf;

/// <summary>A message that is being read, and the memory that reading the file may still take.</summary>
/// <param name="Reader">The message.</param>
/// <param name="Budget">The file's.</param>
internal readonly record struct MessageSource(ProtoReader Reader, ReadBudget Budget)
{
    /// <summary>Bytes of an object with what keeps it: its reader, a list's or dictionary's entry.</summary>
    private const int PerObject = 256;

    /// <summary>The field as a message, which counts as an object.</summary>
    /// <param name="name">What it is, for messages: <c>node[3]</c>.</param>
    public MessageSource Message(string name)
    {
        Take(PerObject);
        return this with { Reader = Reader.Message(name) };
    }

    /// <summary>The field as text, which is counted.</summary>
    public string Text()
    {
        var text = Reader.String();
        Take(PerObject / 4 + 2L * text.Length);
        return text;
    }

    /// <summary>All messages of a repeated field; the others are passed over.</summary>
    public IEnumerable<MessageSource> Each(int field, string name)
    {
        for (var count = 0; Reader.Next();)
        {
            if (Reader.Field == field) yield return Message($"{name}[{count++}]");
            else Reader.Skip();
        }
    }

    /// <summary>All texts of a field; the others are passed over.</summary>
    public IEnumerable<string> Texts(int field)
    {
        while (Reader.Next())
        {
            if (Reader.Field == field) yield return Text();
            else Reader.Skip();
        }
    }

    /// <summary>Counts memory that is about to be taken.</summary>
    /// <exception cref="ModelFormatException">It is more than the file may take.</exception>
    public void Take(long bytes)
    {
        if (bytes > Array.MaxLength || !Budget.TryTake(bytes)) throw Reader.Error($"{bytes} bytes of memory more than reading a file of {Budget.FileLength} bytes may take are asked for.");
    }
}
