namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>From type to type.</summary>
internal static class CastKernels
{
    private const string Types = "in float,double,int32,int64,uint64,uint8,bool";

    /// <summary>Reals are cut towards zero.</summary>
    [Kernel("Cast", "x SrcT -> y DstT", "SrcT type " + Types, "DstT type " + Types, "Truncate bool = false")]
    public static Tensor[] Cast(KernelCall call)
    {
        var (x, to) = (call[0], call.Type("DstT"));
        if (to == x.Type) return [x];
        if (to == DataType.Bool) return [Tensor.Bool(x.Shape, x.IsReal ? Array.ConvertAll(x.Reals(), v => v != 0) : Array.ConvertAll(x.Integers(), v => v != 0))];
        if (to is DataType.Float or DataType.Double)
        {
            var reals = x.IsReal ? x.Reals() : x.Type == DataType.Bool ? Array.ConvertAll(x.Bools, v => v ? 1d : 0) : Array.ConvertAll(x.Integers(), v => (double)v);
            return [Tensor.Real(to, x.Shape, reals)];
        }

        return [Tensor.Integer(to, x.Shape, x.IsReal ? Array.ConvertAll(x.Reals(), v => unchecked((long)v)) : x.Type == DataType.Bool ? Array.ConvertAll(x.Bools, v => v ? 1L : 0) : x.Integers())];
    }

    /// <summary>The same bits in a type of the same size.</summary>
    [Kernel("Bitcast", "input T -> output type", "T type in int64,uint64,float,int32", "type type in int64,uint64,float,int32")]
    public static Tensor[] Bitcast(KernelCall call)
    {
        var (from, to) = (call[0].Type, call.Type("type"));
        static bool Wide(DataType type) => type is DataType.Int64 or DataType.UInt64;
        call.Require(
            Wide(from) == Wide(to),
            $"Cannot bitcast from {OpAttribute.TypeName(from)} to {OpAttribute.TypeName(to)}: other sizes are not executed here", TensorFlowStatus.Unimplemented);
        var result = Tensor.NewArray(to, call[0].Count);
        Buffer.BlockCopy(call[0].Data, 0, result, 0, call[0].Count * (Wide(from) ? 8 : 4));
        return [new(to, call[0].Shape, result)];
    }
}
