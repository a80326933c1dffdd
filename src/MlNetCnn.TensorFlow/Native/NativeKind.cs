namespace MlNetCnn.TensorFlow.Native;

/// <summary>Kinds of objects that TensorFlow's library makes for us and that we give back.</summary>
internal enum NativeKind
{
    Status,
    Buffer,
    ImportOptions,
    Graph,
    SessionOptions,
    Session,
    DeviceList,
    Tensor,
}
