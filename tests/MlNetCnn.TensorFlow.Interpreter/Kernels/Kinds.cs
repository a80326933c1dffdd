namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Attributes that many operations share. Allowed types are those of TensorFlow's that <see cref="DataType"/> has and that are executed here.</summary>
internal static class Kinds
{
    public const string Real = "T type in float,double";
    public const string Number = "T type in float,double,int32,int64";
    public const string Any = "T type in float,double,int32,int64,uint64,uint8,bool,string";
    public const string Locking = "use_locking bool = false";
    public const string Index = "Index type in int32,int64";
    public const string Tidx = "Tidx type in int32,int64 = int32";
    public const string Paddings = "Tpaddings type in int32,int64 = int32";
    public const string AlignCorners = "align_corners bool = false";
    public const string HalfPixels = "half_pixel_centers bool = false";
}
