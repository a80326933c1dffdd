namespace MlNetCnn.Onnx.Writing;

/// <summary>In what order the values of one element lie.</summary>
internal enum Layout
{
    /// <summary>As the model has them.</summary>
    AsModel,

    /// <summary>The last of three dimensions first: what is (height, width, channels) in the model, as ONNX's operators over pictures take it.</summary>
    ChannelsFirst,

    /// <summary>A vector that was a picture in <see cref="ChannelsFirst"/>, laid out flat as it lay: a dense layer reads it with its kernel's rows put in that order.</summary>
    FlatChannelsFirst,
}
