using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>What the normalizations have in common that multiply by gamma and add beta: <see cref="BatchNormalization"/>, <see cref="LayerNormalization"/>, <see cref="GroupNormalization"/>.</summary>
public abstract class ScaledNormalization : Layer
{
    private protected ScaledNormalization(
        double epsilon, bool center, bool scale, Initializer? betaInitializer, Initializer? gammaInitializer, Regularizer? betaRegularizer, Regularizer? gammaRegularizer,
        Constraint? betaConstraint, Constraint? gammaConstraint, string? name)
        : base(name)
    {
        if (epsilon is not (> 0 and < double.PositiveInfinity)) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon must be positive.");
        (Epsilon, Center, Scale) = (epsilon, center, scale);
        (BetaInitializer, GammaInitializer) = (betaInitializer ?? new Zeros(), gammaInitializer ?? new Ones());
        (BetaRegularizer, GammaRegularizer, BetaConstraint, GammaConstraint) = (betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint);
    }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>Whether beta is added.</summary>
    public bool Center { get; }

    /// <summary>Whether it is multiplied by gamma.</summary>
    public bool Scale { get; }

    /// <summary>How beta is drawn.</summary>
    public Initializer BetaInitializer { get; }

    /// <summary>How gamma is drawn.</summary>
    public Initializer GammaInitializer { get; }

    /// <summary>The penalty on beta; null for none.</summary>
    public Regularizer? BetaRegularizer { get; }

    /// <summary>The penalty on gamma; null for none.</summary>
    public Regularizer? GammaRegularizer { get; }

    /// <summary>The rule that beta obeys; null for none.</summary>
    public Constraint? BetaConstraint { get; }

    /// <summary>The rule that gamma obeys; null for none.</summary>
    public Constraint? GammaConstraint { get; }

    /// <summary>The factor, one dimension for each axis that the layer has its own factors along: mostly (channels,); null without <see cref="Scale"/> or before the layer is built.</summary>
    public Weight? Gamma { get; private set; }

    /// <summary>The offset, of the shape of <see cref="Gamma"/>; null without <see cref="Center"/> or before the layer is built.</summary>
    public Weight? Beta { get; private set; }

    /// <summary>Makes the two weights, in Keras's order.</summary>
    private protected void AddGammaAndBeta(Shape shape)
    {
        if (Scale) Gamma = AddWeight("gamma", shape, GammaInitializer, regularizer: GammaRegularizer, constraint: GammaConstraint);
        if (Center) Beta = AddWeight("beta", shape, BetaInitializer, regularizer: BetaRegularizer, constraint: BetaConstraint);
    }
}
