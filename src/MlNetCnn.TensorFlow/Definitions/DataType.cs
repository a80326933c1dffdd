namespace MlNetCnn.TensorFlow;

/// <summary>Types of TensorFlow's tensors, numbered as in its <c>types.proto</c> (and in <c>TF_DataType</c> of its C API); those that graphs of this library hold.</summary>
public enum DataType
{
    /// <summary>Not said.</summary>
    Invalid = 0,

    /// <summary>DT_FLOAT: 32 bits.</summary>
    Float = 1,

    /// <summary>DT_DOUBLE: 64 bits.</summary>
    Double = 2,

    /// <summary>DT_INT32.</summary>
    Int32 = 3,

    /// <summary>DT_UINT8.</summary>
    UInt8 = 4,

    /// <summary>DT_STRING: bytes of any length.</summary>
    String = 7,

    /// <summary>DT_INT64.</summary>
    Int64 = 9,

    /// <summary>DT_BOOL: one byte.</summary>
    Bool = 10,

    /// <summary>DT_HALF: 16 bits.</summary>
    Half = 19,

    /// <summary>DT_RESOURCE: a handle, e.g. of a variable.</summary>
    Resource = 20,

    /// <summary>DT_UINT64.</summary>
    UInt64 = 23,
}
