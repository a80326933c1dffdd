using System.Buffers.Binary;
using System.Globalization;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>The attributes that an object will have in the file, in the order in which they are set.</summary>
internal sealed class Hdf5AttributesWriter
{
    /// <summary>The most bytes that Keras puts into one attribute (its HDF5_OBJECT_HEADER_LIMIT).</summary>
    private const int KerasLimit = 64512;

    /// <summary>The most bytes of a header message, which an attribute is.</summary>
    private const int MessageLimit = 65528;

    private readonly string path;
    private readonly List<PendingAttribute> attributes = [];

    public Hdf5AttributesWriter(string path) => this.path = path;

    internal IReadOnlyList<PendingAttribute> Pending => attributes;

    /// <summary>
    /// A string of any length, as h5py stores a Python str or bytes: Keras's <c>model_config</c>, <c>backend</c>, <c>keras_version</c>.
    /// </summary>
    /// <param name="name">Name of the attribute.</param>
    /// <param name="value">The string.</param>
    /// <param name="utf8">Whether it is labelled as UTF-8 even if it is plain ASCII, as h5py labels a str, and not bytes.</param>
    public void SetString(string name, string value, bool utf8 = false)
    {
        var text = Hdf5Encoding.Text(value, Describe(name));
        Add(new PendingAttribute(name, Hdf5Encoding.VariableString(utf8 || Hdf5Encoding.IsUtf8(text)), [], null, [text]));
    }

    /// <summary>
    /// A one-dimensional array of strings as Keras 3 and the tf.keras of its years store <c>layer_names</c> and <c>weight_names</c>: of any length each, as h5py 3 stores a
    /// list of bytes; where they would exceed 64,512 bytes as strings of one length, those strings in <c>name0</c>, <c>name1</c> ... as <see cref="SetStringsChunked"/> has them.
    /// </summary>
    public void SetNames(string name, IReadOnlyList<string> values)
    {
        var texts = Texts(name, values);
        if (texts.Length == 0 || (long)texts.Length * Math.Max(Width(texts), PendingAttribute.ReferenceSize) > KerasLimit) SetStringsChunked(name, values);
        else Add(new PendingAttribute(name, Hdf5Encoding.VariableString(texts.Any(t => Hdf5Encoding.IsUtf8(t))), [texts.Length], null, texts));
    }

    /// <summary>
    /// A one-dimensional array of strings of one length, as h5py stores a list of bytes: Keras's <c>layer_names</c> and <c>weight_names</c>.
    /// An empty list becomes an empty array of doubles, which is what Keras writes.
    /// </summary>
    /// <exception cref="ArgumentException">More than 64 KB: use <see cref="SetStringsChunked"/>.</exception>
    public void SetStrings(string name, IReadOnlyList<string> values)
    {
        var texts = Texts(name, values);
        SetTexts(name, texts, Width(texts));
    }

    /// <summary>As <see cref="SetStrings"/>; where the array exceeds 64,512 bytes it is split into <c>name0</c>, <c>name1</c> ... of equal share, as Keras does.</summary>
    public void SetStringsChunked(string name, IReadOnlyList<string> values)
    {
        var texts = Texts(name, values);
        var width = Width(texts);
        if (width > KerasLimit) throw new ArgumentException($"{Describe(name)} has a string of {width} bytes; Keras takes {KerasLimit} at most.", nameof(values));
        var chunks = 1;
        while ((long)((texts.Length + chunks - 1) / chunks) * width > KerasLimit) chunks++;
        if (chunks == 1)
        {
            SetTexts(name, texts, width);
            return;
        }

        // Like numpy's array_split: the first chunks take one more where the division leaves a rest.
        var at = 0;
        for (var i = 0; i < chunks; i++)
        {
            var count = texts.Length / chunks + (i < texts.Length % chunks ? 1 : 0);
            SetTexts(name + i.ToString(CultureInfo.InvariantCulture), texts.AsSpan(at, count), width);
            at += count;
        }
    }

    /// <summary>A scalar double.</summary>
    public void SetNumber(string name, double value)
    {
        var data = new byte[8];
        BinaryPrimitives.WriteDoubleLittleEndian(data, value);
        Add(new PendingAttribute(name, Hdf5Encoding.Double(), [], data, null));
    }

    /// <summary>A scalar 64-bit integer.</summary>
    public void SetInteger(string name, long value)
    {
        var data = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(data, value);
        Add(new PendingAttribute(name, Hdf5Encoding.Integer(8, signed: true), [], data, null));
    }

    private byte[][] Texts(string name, IReadOnlyList<string> values) => [.. values.Select(v => Hdf5Encoding.Text(v, Describe(name)))];

    private static int Width(byte[][] texts) => Math.Max(1, texts.Length == 0 ? 0 : texts.Max(t => t.Length));

    private void SetTexts(string name, ReadOnlySpan<byte[]> texts, int width)
    {
        if (texts.IsEmpty)
        {
            Add(new PendingAttribute(name, Hdf5Encoding.Double(), [0], [], null));
            return;
        }

        if ((long)texts.Length * width > MessageLimit)
        {
            throw new ArgumentException(
                $"{Describe(name)} has {texts.Length} strings of up to {width} bytes, more than the {MessageLimit} bytes of an attribute; write it with {nameof(SetStringsChunked)}.",
                nameof(texts));
        }

        var data = new byte[texts.Length * width];
        var utf8 = false;
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i].CopyTo(data, i * width);
            utf8 |= Hdf5Encoding.IsUtf8(texts[i]);
        }

        Add(new PendingAttribute(name, Hdf5Encoding.FixedString(width, utf8), [texts.Length], data, null));
    }

    private void Add(PendingAttribute attribute)
    {
        if (attributes.Any(a => a.Name == attribute.Name)) throw new ArgumentException($"{Describe(attribute.Name)} is set twice.", nameof(attribute));
        if (attribute.Name.Length == 0) throw new ArgumentException($"{path} gets an attribute without a name.", nameof(attribute));
        if (attribute.Name.Length > 1024) throw new ArgumentException($"{path} gets an attribute with a name of {attribute.Name.Length} characters.", nameof(attribute));
        if (attribute.EncodedSize > MessageLimit)
            throw new ArgumentException($"{Describe(attribute.Name)} takes {attribute.EncodedSize} bytes; an attribute has {MessageLimit} at most.", nameof(attribute));
        attributes.Add(attribute);
    }

    private string Describe(string name) => $"The attribute '{name}' of {path}";
}
