namespace MlNetCnn.Keras.Hdf5;

/// <summary>An attribute to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Datatype message.</param>
/// <param name="Shape">Dimensions; none make a scalar.</param>
/// <param name="Data">The elements; null where they are variable-length strings.</param>
/// <param name="Texts">The variable-length strings, in UTF-8, one for each element.</param>
internal sealed record PendingAttribute(string Name, byte[] Type, long[] Shape, byte[]? Data, IReadOnlyList<byte[]>? Texts)
{
    /// <summary>Bytes of a variable-length string in the message: its length and where it lies.</summary>
    public const int ReferenceSize = 16;

    /// <summary>Bytes of the message.</summary>
    public int EncodedSize => Encode(_ => default).Length;

    /// <summary>The message body, version 1 (section IV.A.2.m).</summary>
    /// <param name="find">Where the variable-length string of an index lies in the global heap.</param>
    public byte[] Encode(Func<int, (long Collection, int Index)> find)
    {
        var name = Hdf5Encoding.Text(Name, "The name of an attribute");
        var space = Hdf5Encoding.Dataspace(Shape);
        var message = new ByteBuilder().U8(1).U8(0).U16(name.Length + 1).U16(Type.Length).U16(space.Length);
        message.Raw(name).U8(0).Pad().Raw(Type).Pad().Raw(space).Pad();
        if (Data is not null) message.Raw(Data);
        for (var i = 0; i < Texts?.Count; i++)
        {
            var place = find(i);
            message.U32(Texts[i].Length).U64(place.Collection).U32(place.Index);
        }

        return message.Pad().Bytes.ToArray();
    }
}
