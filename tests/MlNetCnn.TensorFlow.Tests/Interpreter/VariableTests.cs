using MlNetCnn.Testing;
using static MlNetCnn.TensorFlow.Tests.Interpreter.HandGraph;

namespace MlNetCnn.TensorFlow.Tests.Interpreter;

/// <summary>Variables: where they live, what is refused, files.</summary>
public sealed class VariableTests
{
    [Fact]
    public void A_variable_lives_by_its_shared_name_whichever_graph_names_it()
    {
        using var session = new HandGraph().Variable("v").Session();
        session.Run([Feed("v/value", 3)], [], ["v/assign"]);
        session.Extend(new HandGraph().Variable("v", "v", "second/v").Definition);
        Assert.Equal([3f], Values(session.Run([], ["second/v/read"], [])[0]));
        Assert.Equal(1, session.VariableCount);
    }

    [Fact]
    public void Empty_shared_names_are_one_variable()
    {
        using var session = new HandGraph().Variable("a", "").Variable("b", "").Session();
        session.Run([Feed("a/value", 3)], [], ["a/assign"]);
        Assert.Equal([3f], Values(session.Run([], ["b/read"], [])[0]));
    }

    [Fact]
    public void Sessions_do_not_share_variables()
    {
        using var first = new HandGraph().Variable("v").Session();
        using var second = new HandGraph().Variable("v").Session();
        first.Run([Feed("v/value", 3)], [], ["v/assign"]);
        Assert.Equal(0, second.VariableCount);
    }

    [Fact]
    public void A_variable_without_a_value_cannot_be_read()
    {
        using var session = new HandGraph().Variable("v").Node("is", "VarIsInitializedOp", "v").Session();
        var error = Assert.Throws<TensorFlowException>(() => session.Run([], ["v/read"], []));
        Assert.Equal(TensorFlowStatus.FailedPrecondition, error.Status);
        Assert.StartsWith("Could not find variable v. This could mean that the variable has been deleted.", error.Message, StringComparison.Ordinal);
        Assert.Equal([false], session.Run([], ["is"], [])[0].Bools);
    }

    [Theory]
    [InlineData("add", TensorFlowStatus.NotFound, "Resource localhost/v/N10tensorflow3VarE does not exist.")]
    [InlineData("descend", TensorFlowStatus.Internal, "Invalid variable reference.")]
    public void A_variable_without_a_value_cannot_be_updated(string target, TensorFlowStatus status, string message)
    {
        using var session = Updates().Session();
        var error = Assert.Throws<TensorFlowException>(() => session.Run([], [], [target]));
        Assert.Equal(status, error.Status);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add2", "Cannot update variable with shape [1] using a Tensor with shape [2], shapes must be equal.")]
    [InlineData("descend2", "var and grad do not have the same shape[1] [2]")]
    [InlineData("rate2", "input 1 is not a scalar: [2]")]
    [InlineData("assign2", "Trying to assign to variable with tensor with wrong shape. Expected [1] got [2]")]
    public void An_update_must_fit(string target, string message)
    {
        using var session = Updates().Session();
        session.Run([Feed("v/value", 1)], [], ["v/assign"]);
        var error = Assert.Throws<TensorFlowException>(() => session.Run([], [], [target]));
        Assert.Equal(TensorFlowStatus.InvalidArgument, error.Status);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal([1f], Values(session.Run([], ["v/read"], [])[0]));
    }

    [Fact]
    public void A_handle_of_another_type_is_refused()
    {
        using var session = new HandGraph().Variable("v")
            .Node("w", "VarHandleOp", "", ("dtype", DataType.Int32), ("shape", new TensorShape(1)), ("shared_name", "v")).Node("w/read", "ReadVariableOp", "w", ("dtype", DataType.Int32)).Session();
        session.Run([Feed("v/value", 1)], [], ["v/assign"]);
        var error = Assert.Throws<TensorFlowException>(() => session.Run([], ["w/read"], []));
        Assert.StartsWith("Trying to read variable with wrong dtype. Expected int32 got float", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reading_keeps_what_it_read()
    {
        // The reading comes before the update; what takes the reading runs after it.
        for (var seed = 0; seed < 10; seed++)
        {
            using var session = new HandGraph().Variable("v").Const("one", 1).Node("add", "AssignAddVariableOp", "v one ^v/read", ("dtype", DataType.Float)).Float("y", "Neg", "v/read ^add").Session(new() { Seed = seed });
            session.Run([Feed("v/value", 5)], [], ["v/assign"]);
            Assert.Equal([-5f], Values(session.Run([], ["y"], [])[0]));
            Assert.Equal([6f], Values(session.Run([], ["v/read"], [])[0]));
        }
    }

    [Fact]
    public void A_destroyed_variable_is_gone()
    {
        using var session = new HandGraph().Variable("v").Node("destroy", "DestroyResourceOp", "v", ("ignore_lookup_error", false)).Session();
        session.Run([Feed("v/value", 1)], [], ["v/assign"]);
        session.Run([], [], ["destroy"]);
        Assert.Equal(0, session.VariableCount);
        Assert.Equal(TensorFlowStatus.NotFound, Assert.Throws<TensorFlowException>(() => session.Run([], [], ["destroy"])).Status);
    }

    [Fact]
    public void What_is_saved_can_be_restored_in_another_session()
    {
        using var folder = new TempFolder();
        var prefix = Path.Combine(folder.Path, "variables");
        HandGraph Graph() => new HandGraph().Variable("v").Const("prefix", TensorValue.Of([prefix], [])).Const("names", TensorValue.Of(["v"], 1)).Const("slices", TensorValue.Of([""], 1))
            .Node("save", "SaveV2", "prefix names slices v/read", ("dtypes", new[] { DataType.Float }))
            .Node("restore", "RestoreV2", "prefix names slices", ("dtypes", new[] { DataType.Float }))
            .Node("back", "AssignVariableOp", "v restore", ("dtype", DataType.Float));
        using var first = Graph().Session();
        Assert.Equal(TensorFlowStatus.NotFound, Assert.Throws<TensorFlowException>(() => first.Run([], [], ["back"])).Status);
        first.Run([Feed("v/value", 42)], [], ["v/assign"]);
        first.Run([], [], ["save"]);
        using var second = Graph().Session();
        second.Run([], [], ["back"]);
        Assert.Equal([42f], Values(second.Run([], ["v/read"], [])[0]));
    }

    private static HandGraph Updates() => new HandGraph().Variable("v").Const("rate", TensorValue.Scalar(1f)).Const("one", 1).Const("two", 1, 2)
        .Node("add", "AssignAddVariableOp", "v one", ("dtype", DataType.Float)).Node("add2", "AssignAddVariableOp", "v two", ("dtype", DataType.Float))
        .Node("assign2", "AssignVariableOp", "v two", ("dtype", DataType.Float))
        .Float("descend", "ResourceApplyGradientDescent", "v rate one").Float("descend2", "ResourceApplyGradientDescent", "v rate two").Float("rate2", "ResourceApplyGradientDescent", "v two one");
}
