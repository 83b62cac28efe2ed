using Aqueduct.StandIns.Aws.Calls;

namespace Aqueduct.StandIns.Aws.AmazonQ;

/// <summary>Checks inputs against the service's model.</summary>
internal static class AmazonQInput
{
    /// <summary>Runs the checks; what they find is answered as this service's ValidationException.</summary>
    public static void Validate(Action<Constraints> checks)
    {
        var constraints = new Constraints();
        checks(constraints);
        if (constraints.Text is { } text) throw AmazonQErrors.Invalid(text, "fieldValidationFailed");
    }
}
