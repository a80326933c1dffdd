namespace MlNetCnn.TensorFlow.Interpreter.Kernels;

/// <summary>Variables (<c>resource_variable_ops.cc</c>), without the attributes debug_name and validate_shape, which TensorFlow 2.10 does not know yet.</summary>
internal static class VariableKernels
{
    /// <summary>An empty shared name is a name like any other: all such handles are one variable.</summary>
    [Kernel(
        "VarHandleOp", "-> resource resource", "container string = \"\"", "shared_name string = \"\"", "dtype type", "shape shape",
        "allowed_devices strings = []", Stateful = true)]
    public static Tensor[] Handle(KernelCall call) =>
        [new(DataType.Resource, [], new[] { new VariableKey(call.Text("container"), call.Text("shared_name"), call.Type("dtype"), call.Shape("shape")) })];

    [Kernel("ReadVariableOp", "resource resource -> value dtype", "dtype type", Stateful = true)]
    public static Tensor[] Read(KernelCall call)
    {
        var key = Key(call, 0);
        var variable = call.Resources.Find(key)
            ?? throw call.Error(
                $"Could not find variable {key.Name}. This could mean that the variable has been deleted. In TF1, it can also mean the variable is uninitialized. "
                + $"Debug info: container={Container(key)}, status error message={Missing(key)}",
                TensorFlowStatus.FailedPrecondition);
        lock (variable.Gate)
        {
            var (expected, type) = (call.Type("dtype"), variable.Value.Type);
            call.Require(expected == type, $"Trying to read variable with wrong dtype. Expected {OpAttribute.TypeName(expected)} got {OpAttribute.TypeName(type)}");
            return [variable.Value];
        }
    }

    /// <summary>Makes the variable where there is none yet. The value must have the shape that the handle says, which TensorFlow's shape function demands.</summary>
    [Kernel("AssignVariableOp", "resource resource, value dtype ->", "dtype type", Stateful = true)]
    public static Tensor[] Assign(KernelCall call)
    {
        var key = Key(call, 0);
        call.Require(
            key.Type == call.Type("dtype"),
            $"Trying to assign variable with wrong dtype. Expected {OpAttribute.TypeName(key.Type)} got {OpAttribute.TypeName(call.Type("dtype"))}");
        call.Require(Shapes.Fits(key.Shape, call[1].Shape), $"Trying to assign to variable with tensor with wrong shape. Expected {key.Shape} got {call[1].ShapeText}");
        var variable = call.Resources.FindOrCreate(key, call[1]);
        lock (variable.Gate)
        {
            call.Require(
                variable.Value.Type == call[1].Type, $"Trying to assign variable with wrong dtype. Expected {OpAttribute.TypeName(variable.Value.Type)} got {OpAttribute.TypeName(call[1].Type)}");
            variable.Value = call[1];
        }

        return [];
    }

    [Kernel("AssignAddVariableOp", "resource resource, value dtype ->", "dtype type in float,double,int32,int64", Stateful = true)]
    public static Tensor[] AssignAdd(KernelCall call) => Change(call, BinaryKernels.Add);

    [Kernel("AssignSubVariableOp", "resource resource, value dtype ->", "dtype type in float,double,int32,int64", Stateful = true)]
    public static Tensor[] AssignSub(KernelCall call) => Change(call, BinaryKernels.Sub);

    [Kernel("VarIsInitializedOp", "resource resource -> is_initialized bool", Stateful = true)]
    public static Tensor[] IsInitialized(KernelCall call) => [Tensor.Bool([], [call.Resources.Find(Key(call, 0)) is not null])];

    [Kernel("VariableShape", "input resource -> output out_type", "out_type type in int32,int64 = int32", Stateful = true)]
    public static Tensor[] Shape(KernelCall call)
    {
        var shape = Existing(call, 0).Value.Shape;
        return [Tensor.Integer(call.Type("out_type"), [shape.Length], [.. shape.Select(d => (long)d)])];
    }

    [Kernel("DestroyResourceOp", "resource resource ->", "ignore_lookup_error bool = true", Stateful = true)]
    public static Tensor[] Destroy(KernelCall call)
    {
        var key = Key(call, 0);
        call.Require(
            call.Resources.Remove(key) || call.Flag("ignore_lookup_error"),
            Missing(key), TensorFlowStatus.NotFound);
        return [];
    }

    public static VariableKey Key(KernelCall call, int index) => ((VariableKey[])call[index].Data)[0];

    /// <summary>A variable that must be there.</summary>
    public static Variable Existing(KernelCall call, int index)
    {
        var key = Key(call, index);
        return call.Resources.Find(key) ?? throw call.Error(Missing(key), TensorFlowStatus.NotFound);
    }

    private static Tensor[] Change(KernelCall call, Func<KernelCall, Tensor[]> function)
    {
        var variable = Existing(call, 0);
        lock (variable.Gate)
        {
            call.Require(
                variable.Value.Type == call[1].Type,
                $"Trying to update variable with wrong dtype. Expected {OpAttribute.TypeName(variable.Value.Type)} got {OpAttribute.TypeName(call[1].Type)}");
            call.Require(
                Shapes.Same(variable.Value.Shape, call[1].Shape),
                $"Cannot update variable with shape {variable.Value.ShapeText} using a Tensor with shape {call[1].ShapeText}, shapes must be equal.");
            variable.Value = function(new KernelCall(call.Name, new Dictionary<string, AttrValue>(), [variable.Value, call[1]], call.Resources))[0];
        }

        return [];
    }

    private static string Missing(VariableKey key) => $"Resource {Container(key)}/{key.Name}/N10tensorflow3VarE does not exist.";

    private static string Container(VariableKey key) => key.Container.Length > 0 ? key.Container : "localhost";
}
