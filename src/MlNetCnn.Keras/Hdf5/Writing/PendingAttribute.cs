namespace MlNetCnn.Keras.Hdf5;

/// <summary>An attribute to be written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Datatype message.</param>
/// <param name="Shape">Dimensions; none make a scalar.</param>
/// <param name="Data">The elements; null where the value is a variable-length string.</param>
/// <param name="Text">The variable-length string, in UTF-8.</param>
internal sealed record PendingAttribute(string Name, byte[] Type, long[] Shape, byte[]? Data, byte[]? Text)
{
    /// <summary>Bytes of the message.</summary>
    public int EncodedSize => Encode(default).Length;

    /// <summary>The message body, version 1 (section IV.A.2.m).</summary>
    /// <param name="text">Where the variable-length string lies in the global heap.</param>
    public byte[] Encode((long Collection, int Index) text)
    {
        var name = Hdf5Encoding.Text(Name, "The name of an attribute");
        var space = Hdf5Encoding.Dataspace(Shape);
        var message = new ByteBuilder().U8(1).U8(0).U16(name.Length + 1).U16(Type.Length).U16(space.Length);
        message.Raw(name).U8(0).Pad().Raw(Type).Pad().Raw(space).Pad();
        if (Data is not null) message.Raw(Data);
        else message.U32(Text!.Length).U64(text.Collection).U32(text.Index);
        return message.Pad().Bytes.ToArray();
    }
}
